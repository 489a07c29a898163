/** CenterFace finds faces of any size in pictures of any size, but its file says that they are of 32 pixels. */
import { FLOAT, GRAPH, valueInfo, withEnds } from "./onnx.ts";
import { messagesOf, readMessage, writeMessage } from "./protobuf.ts";

/** Heat map, sizes and offsets of faces. A fourth output, eyes and mouths, is left out with what computes it. */
const OUTPUTS: [name: string, planes: number][] = [["537", 1], ["538", 2], ["539", 2]];
/** From this version on, constants need not be named as inputs. */
const IR_VERSION = 4;

/** The file with open sizes, without landmarks. */
export function convertCenterFace(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const fields = readMessage(file), [graph] = messagesOf(fields, GRAPH);
  if (!graph) throw new Error("The file of CenterFace holds no graph");
  const changed = withEnds(
    graph,
    [valueInfo("input.1", FLOAT, [1, 3, "height", "width"])],
    OUTPUTS.map(([name, planes]) => valueInfo(name, FLOAT, [1, planes, "rows", "columns"])),
  );
  return writeMessage(
    fields.map(([number, value]) =>
      number === GRAPH ? [number, changed] : number === 1 ? [number, IR_VERSION] : [number, value]
    ),
  );
}
