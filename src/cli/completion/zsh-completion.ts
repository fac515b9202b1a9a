import { eachCommand, type Located } from "./each-command.ts";
import type { CommandGrammar, OptionGrammar, Place } from "./grammar.ts";

/** The completion of a program for zsh, as a file for its $fpath, or a script to be sourced after compinit. Pure. */
export function zshCompletion(program: CommandGrammar): string {
  const { name } = program;
  return `#compdef ${name}
# Completion of ${name} for zsh. In ~/.zshrc, after compinit: source <(${name} completion zsh)
${eachCommand(program)
  .map((located) => functionOf(name, located))
  .join("\n")}
compdef _${name} ${name}
# Read from $fpath, this file is the function itself, and is called for the first time.
if [[ $funcstack[1] == _${name} ]]; then _${name}; fi
`;
}

/** A function for each command: its options, and then its commands or arguments. */
function functionOf(program: string, [path, { options, commands, argument }]: Located): string {
  const own = functionName(program, path);
  const specs = options.map(optionSpec);
  if (commands.length === 0) {
    return `${own}() {\n  _arguments -s \\\n${lines([...specs, quoted(`*:argument:${action(argument)}`)])}\n}`;
  }
  const described = commands.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(":", "\\:")}`));
  const cases = commands.map(({ name }) => `        ${name}) ${functionName(program, [...path, name])} ;;`);
  return `${own}() {
  local curcontext="$curcontext" state line
  local -a commands
  typeset -A opt_args
  commands=(
${described.map((text) => `    ${text}`).join("\n")}
  )
  _arguments -C \\
${lines([...specs, quoted("1: :->command"), quoted("*:: :->words")])}
  case $state in
    command) _describe command commands ;;
    words)
      case $words[1] in
${cases.join("\n")}
      esac ;;
  esac
}`;
}

function lines(specs: readonly string[]): string {
  return specs.map((spec) => `    ${spec}`).join(" \\\n");
}

/** "(-q --queue)"{-q,--queue}"[the queue]:queue:": either of the two forms, once. */
function optionSpec({ flags, description, value }: OptionGrammar): string {
  const said = description.replace(/[[\]:\\]/g, "\\$&");
  const rest = quoted(`[${said}]${value ? `:${value.name}:${action(value)}` : ""}`);
  return flags.length > 1 ? `${quoted(`(${flags.join(" ")})`)}{${flags.join(",")}}${rest}` : `${flags[0]}${rest}`;
}

function action({ choices, files }: Place): string {
  if (choices.length > 0) return `(${choices.join(" ")})`;
  return files ? "_files" : " ";
}

function functionName(program: string, path: readonly string[]): string {
  return ["", program, ...path].join("_");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
