/** Completion for bash. */
import type { ListedCommand } from "./command_list.ts";
import { key, quote, steps } from "./words.ts";

/** The script; where it offers nothing, bash completes names of files. */
export function bashCompletion(commands: ListedCommand[]): string {
  const known = steps(commands);
  return `# bash completion for panoramax: source <(panoramax completion bash)
_panoramax() {
  local word path='' words='' at=1 current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while [ "$at" -lt "$COMP_CWORD" ]; do
    word="\${COMP_WORDS[at]}"
    case "$path $word" in
      ${known.commands.join("|")})
        path="$path $word" ;;
      ${known.values.join("|")})
        at=$((at + 1))
        # Bash takes --option=value for three words.
        if [ "\${COMP_WORDS[at]}" = '=' ] && [ "$at" -lt "$COMP_CWORD" ]; then at=$((at + 1)); fi
        # A value is being typed.
        if [ "$at" -ge "$COMP_CWORD" ]; then return; fi ;;
    esac
    at=$((at + 1))
  done
  case "$path" in
${commands.map(offer).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _panoramax panoramax`;
}

function offer(command: ListedCommand): string {
  const words = [
    ...command.children.map(({ name }) => name),
    ...command.options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith("--"))),
  ];
  return `    ${quote(key(command))}) words=${quote(words.join(" "))} ;;`;
}
