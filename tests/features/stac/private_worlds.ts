/**
 * Two databases that differ in private things alone: what a caller may not see, and pictures that are gone. What is public is
 * the same in both, as are the ids and the times of hidden sequences, of which lists with tombstones tell.
 */
import fc from "fast-check";
import type { Sql } from "../../../src/core/db/sql.ts";
import { PANORAMA, type PictureSeed, seedPicture, seedSequence, uuid } from "./seeds.ts";

/** Ids of sequences. */
export const PUBLIC = [uuid(1), uuid(2), uuid(3)];
export const DELETED = uuid(5), HIDDEN = uuid(6), OTHER_HIDDEN = uuid(7);
/** A picture that is in a public sequence and in a hidden one. */
export const SHARED_PICTURE = uuid(130);
export const HIDDEN_PICTURES = [uuid(601), uuid(602)];

/** Where everything public is, and around which the private things lie. */
export const CENTRE = { longitude: 2.3, latitude: 48.85 };

/** What nobody but its owner may know. */
export interface Secrets {
  title: string;
  tags: [key: string, value: string][];
  /** Degrees from the centre, and hours. */
  places: { longitude: number; latitude: number; hours: number }[];
  metadata: Record<string, unknown>;
  accuracy: number | null;
}

const near = fc.integer({ min: -200, max: 200 }).map((step) => step / 10_000);
const place = fc.record({ longitude: near, latitude: near, hours: fc.integer({ min: -5000, max: 5000 }) });
export const secrets: fc.Arbitrary<Secrets> = fc.record({
  title: fc.constantFrom("Secret", "Zoo", "A", "'", ""),
  tags: fc.uniqueArray(fc.tuple(fc.constantFrom("secret", "seen", "osm|x"), fc.constantFrom("yes", "no")), {
    selector: (tag) => tag.join("="),
    maxLength: 3,
  }),
  places: fc.array(place, { maxLength: 4 }),
  metadata: fc.constantFrom(PANORAMA, { ...PANORAMA, type: "flat", make: "Secret", field_of_view: 70 }),
  accuracy: fc.constantFrom(null, 1, 77),
});

/** Makes the tables hold one of the worlds; `bob` owns all that is private. */
export async function seedWorld(sql: Sql, bob: string, camille: string, world: Secrets[]): Promise<void> {
  await sql`TRUNCATE sequences, pictures, pictures_aggregate_grid, pictures_aggregate_grid_expired, job_queue CASCADE`;
  for (const [index, id] of PUBLIC.entries()) {
    await seedSequence(sql, {
      id,
      account: index === 2 ? camille : bob,
      title: ["Rue", "", "Zone"][index],
      insertedAt: `2024-05-0${index + 1}T10:00:00Z`,
      pictures: [1, 2, 5, 9].map((rank) => ({
        id: uuid(100 + 10 * (index + 1) + rank % 9),
        rank,
        longitude: CENTRE.longitude + index * 0.01 + rank * 0.0002,
        latitude: CENTRE.latitude + index * 0.001,
        ts: `2021-07-2${index}T09:16:5${rank}Z`,
      })),
    });
  }
  await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${uuid(1)}, 'seen', 'yes')`;
  const [deleted, hidden, other, ...inside] = world;
  await seedSequence(sql, {
    id: DELETED,
    account: bob,
    insertedAt: "2024-05-04T10:00:00Z",
    ...sequenceOf(deleted, 500),
  });
  await sql`UPDATE sequences SET status = 'deleted' WHERE id = ${DELETED}`;
  for (const [id, content, firstPicture] of [[HIDDEN, hidden, 601], [OTHER_HIDDEN, other, 701]] as const) {
    await seedSequence(sql, {
      id,
      account: bob,
      visibility: "owner-only",
      insertedAt: `2024-05-0${id.at(-1)}T10:00:00Z`,
      ...sequenceOf(content, firstPicture),
    });
    for (const [key, value] of content?.tags ?? []) {
      await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${id}, ${key}, ${value})`;
    }
  }
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${HIDDEN}, 99, ${SHARED_PICTURE})`;
  for (const [index, content] of inside.entries()) await seedInside(sql, bob, PUBLIC[index] ?? uuid(1), index, content);
  await sql`SELECT refresh_sequences(ARRAY(SELECT id FROM sequences WHERE status <> 'deleted'))`;
  await sql`UPDATE sequences SET updated_at = inserted_at + interval '1 day'`;
  await sql`SELECT compute_pictures_aggregate_grid()`;
}

function sequenceOf(content: Secrets | undefined, firstPicture: number) {
  return { title: content?.title, pictures: content ? picturesOf(content, firstPicture) : [] };
}

/** Hidden pictures among those of a public sequence, with tags and an annotation. */
async function seedInside(sql: Sql, bob: string, sequence: string, index: number, content: Secrets): Promise<void> {
  for (const [number, picture] of picturesOf(content, 800 + 10 * index).entries()) {
    await seedPicture(sql, bob, sequence, { ...picture, rank: [3, 4, 10, 11][number], visibility: "owner-only" });
    for (const [key, value] of content.tags) {
      await sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${picture.id}, ${key}, ${value})`;
    }
  }
}

function picturesOf({ places, metadata, accuracy }: Secrets, firstPicture: number): PictureSeed[] {
  return places.map(({ longitude, latitude, hours }, index) => ({
    id: uuid(firstPicture + index),
    longitude: CENTRE.longitude + longitude,
    latitude: CENTRE.latitude + latitude,
    ts: new Date(Date.UTC(2021, 6, 20) + hours * 3_600_000).toISOString(),
    metadata,
    accuracy,
  }));
}
