import { eachCommand, type Located } from "./each-command.ts";
import type { CommandGrammar, OptionGrammar } from "./grammar.ts";

/**
 * The completion of a program for bash, as a script to be sourced. It needs none of the functions of bash-completion. Pure.
 */
export function bashCompletion(program: CommandGrammar): string {
  const { name } = program;
  const all = eachCommand(program);
  return `# Completion of ${name} for bash. In ~/.bashrc: source <(${name} completion bash)
_${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    # What comes after -- is an argument, whatever it looks like.
    [[ $word == -- ]] && return
    case "$path $word" in
      ${paths(all)}) path="$path $word" ;;
    esac
  done
  case "$path $prev" in
${values(all)}
  esac
  case "$path" in
${all.map(branch).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _${name} ${name}
`;
}

const files = "compopt -o default 2>/dev/null";

/** The words that lead further, one pattern for each command. */
function paths(all: readonly Located[]): string {
  return all.flatMap(([path]) => (path.length === 0 ? [] : [`"${joined(path)}"`])).join(" | ");
}

/** After an option that takes a value: its choices, files, or nothing at all. */
function values(all: readonly Located[]): string {
  const lines = all.flatMap(([path, { options }]) => options.flatMap((option) => value(path, option)));
  return lines.join("\n");
}

function value(path: readonly string[], { flags, value }: OptionGrammar): string[] {
  if (!value) return [];
  const pattern = flags.map((flag) => `"${joined(path)} ${flag}"`).join(" | ");
  const choices = `COMPREPLY=($(compgen -W "${value.choices.join(" ")}" -- "$cur")); `;
  const answer = value.choices.length > 0 ? choices : value.files ? `${files}; ` : "";
  return [`    ${pattern}) ${answer}return ;;`];
}

/** What can stand where the cursor is: options where a dash is typed, else commands, choices or files. */
function branch([path, { options, commands, argument }]: Located): string {
  const flags = options.flatMap((option) => option.flags).join(" ");
  const others = [...commands.map(({ name }) => name), ...argument.choices].join(" ");
  const otherwise = argument.files ? files : `words="${others}"`;
  return `    "${joined(path)}") if [[ $cur == -* ]]; then words="${flags}"; else ${otherwise}; fi ;;`;
}

function joined(path: readonly string[]): string {
  return path.map((word) => ` ${word}`).join("");
}
