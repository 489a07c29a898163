/** IPTC-IIM 4.2 datasets by record and number, spelled as in exiv2's `Iptc.<record>.<dataset>`. */

/** How the bytes of a dataset become text. */
export type DatasetKind = "text" | "short" | "date" | "time" | "bytes";

/** A dataset's name and form. */
export interface Dataset {
  name: string;
  kind: DatasetKind;
  /** True when a file may hold several. */
  repeatable: boolean;
}

/** After a number: the name, `*` when repeatable, and the kind when it is not text. */
const ENVELOPE = `
  0 ModelVersion short, 5 Destination*, 20 FileFormat short, 22 FileVersion short, 30 ServiceId, 40 EnvelopeNumber,
  50 ProductId*, 60 EnvelopePriority, 70 DateSent date, 80 TimeSent time, 90 CharacterSet, 100 UNO, 120 ARMId short,
  122 ARMVersion short`;

const APPLICATION = `
  0 RecordVersion short, 3 ObjectType, 4 ObjectAttribute*, 5 ObjectName, 7 EditStatus, 8 EditorialUpdate, 10 Urgency,
  12 Subject*, 15 Category, 20 SuppCategory*, 22 FixtureId, 25 Keywords*, 26 LocationCode*, 27 LocationName*,
  30 ReleaseDate date, 35 ReleaseTime time, 37 ExpirationDate date, 38 ExpirationTime time, 40 SpecialInstructions,
  42 ActionAdvised, 45 ReferenceService*, 47 ReferenceDate* date, 50 ReferenceNumber*, 55 DateCreated date,
  60 TimeCreated time, 62 DigitizationDate date, 63 DigitizationTime time, 65 Program, 70 ProgramVersion,
  75 ObjectCycle, 80 Byline*, 85 BylineTitle*, 90 City, 92 SubLocation, 95 ProvinceState, 100 CountryCode,
  101 CountryName, 103 TransmissionReference, 105 Headline, 110 Credit, 115 Source, 116 Copyright, 118 Contact*,
  120 Caption, 122 Writer*, 125 RasterizedCaption bytes, 130 ImageType, 131 ImageOrientation, 135 Language,
  150 AudioType, 151 AudioRate, 152 AudioResolution, 153 AudioDuration, 154 AudioOutcue, 200 PreviewFormat short,
  201 PreviewVersion short, 202 Preview bytes`;

const RECORDS: Record<number, Map<number, Dataset>> = {
  1: datasets("Envelope", ENVELOPE),
  2: datasets("Application2", APPLICATION),
};

/** The dataset of that number; undefined for private ones. */
export function findDataset(record: number, number: number): Dataset | undefined {
  return RECORDS[record]?.get(number);
}

function datasets(record: string, table: string): Map<number, Dataset> {
  return new Map(
    table.split(",").map((entry) => {
      const [number, name = "", kind = "text"] = entry.trim().split(" ");
      const repeatable = name.endsWith("*");
      const dataset: Dataset = {
        name: `Iptc.${record}.${repeatable ? name.slice(0, -1) : name}`,
        // The tables above have no other words.
        kind: kind as DatasetKind,
        repeatable,
      };
      return [Number(number), dataset];
    }),
  );
}
