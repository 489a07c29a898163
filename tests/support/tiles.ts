/** The tile of a zoom around a position, WGS 84, as addresses have it: `15/16558/11250`. */
export function tileAround({ longitude, latitude }: { longitude: number; latitude: number }, zoom: number): string {
  const turned = Math.asinh(Math.tan(latitude * Math.PI / 180)) / Math.PI;
  const [x, y] = [(longitude + 180) / 360, (1 - turned) / 2].map((share) => Math.floor(share * 2 ** zoom));
  return `${zoom}/${x}/${y}`;
}
