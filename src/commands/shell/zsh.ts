/** Completion for zsh. */
import type { ListedCommand } from "./command_list.ts";
import { key, quote, steps } from "./words.ts";

/** The script, for a file `_panoramax` in a folder of `fpath`; where it offers nothing, zsh completes names of files. */
export function zshCompletion(commands: ListedCommand[]): string {
  const known = steps(commands);
  return `#compdef panoramax
# zsh completion for panoramax: panoramax completion zsh > "\${fpath[1]}/_panoramax"
_panoramax() {
  local word command_path='' at=2
  local -a offered
  while (( at < CURRENT )); do
    word="\${words[at]}"
    case "$command_path $word" in
      ${known.commands.join("|")})
        command_path="$command_path $word" ;;
      ${known.values.join("|")})
        (( at++ ))
        if (( at >= CURRENT )); then _files; return; fi ;;
    esac
    (( at++ ))
  done
  case "$command_path" in
${commands.map(offer).join("\n")}
  esac
  if [[ "\${words[CURRENT]}" != -* ]]; then _files; fi
  _describe 'panoramax' offered
}
if [[ "$funcstack[1]" = _panoramax ]]; then _panoramax "$@"; else compdef _panoramax panoramax; fi`;
}

function offer(command: ListedCommand): string {
  const entries = [
    ...command.children,
    ...command.options.flatMap(({ flags, description }) => flags.map((name) => ({ name, description }))),
  ];
  const words = entries.map(({ name, description }) => quote(`${name}:${description.replaceAll(":", "\\:")}`));
  return `    ${quote(key(command))}) offered=(${words.join(" ")}) ;;`;
}
