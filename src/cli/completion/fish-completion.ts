import { eachCommand, type Located } from "./each-command.ts";
import type { CommandGrammar, OptionGrammar } from "./grammar.ts";

/** The completion of a program for fish. Pure. */
export function fishCompletion(program: CommandGrammar): string {
  const { name } = program;
  const all = eachCommand(program);
  const known = all.flatMap(([path]) => (path.length === 0 ? [] : [quoted([name, ...path].join("/"))]));
  return `# Completion of ${name} for fish. In ~/.config/fish/config.fish: ${name} completion fish | source
function __${name}_path
    set -l path ${name}
    for word in (commandline -opc)[2..-1]
        if contains -- "$path/$word" ${known.join(" ")}
            set path "$path/$word"
        end
    end
    echo $path
end
complete -c ${name} -f
${all.flatMap((located) => linesOf(name, located)).join("\n")}
`;
}

function linesOf(program: string, [path, { options, commands, argument }]: Located): string[] {
  const here = `complete -c ${program} -n ${quoted(`test (__${program}_path) = ${[program, ...path].join("/")}`)}`;
  return [
    ...commands.map(({ name, summary }) => `${here} -a ${name} -d ${quoted(summary)}`),
    ...(argument.choices.length > 0 ? [`${here} -a ${quoted(argument.choices.join(" "))}`] : []),
    ...(argument.files ? [`${here} -F`] : []),
    ...options.map((option) => `${here} ${optionWords(option)}`),
  ];
}

function optionWords({ flags, description, value }: OptionGrammar): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const takes = !value
    ? []
    : value.choices.length > 0
      ? [`-x -a ${quoted(value.choices.join(" "))}`]
      : [value.files ? "-r -F" : "-x"];
  return [...names, ...takes, `-d ${quoted(description)}`].join(" ");
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
