/** For whom a tile is made, and whose pictures it shows. */
import type { Fragment, Queryable } from "../../core/db/sql.ts";

/** Which pictures a tile shows. */
export interface TileScope {
  /** Whose sequences and pictures it shows; undefined for everybody's. */
  owner?: string;
  /** null for an anonymous viewer. */
  viewer: string | null;
  /** It shows only what anyone may see, so it is the same for every viewer. */
  isPublic: boolean;
}

/** Whether a row of `sequences` as `s` belongs to the tile. */
export function sequenceIsInScope(sql: Queryable, { owner, ...scope }: TileScope): Fragment {
  const isVisible = scope.isPublic
    ? sql`coalesce(s.visibility, 'anyone') = 'anyone'`
    : sql`is_sequence_visible_by_user(s, ${scope.viewer}::uuid)`;
  return sql`(s.status = 'ready' AND ${isVisible} ${owner ? sql`AND s.account_id = ${owner}::uuid` : sql``})`;
}

/** Whether a row of `pictures` as `p` belongs to the tile, apart from its sequences. */
export function pictureIsInScope(sql: Queryable, { owner, ...scope }: TileScope): Fragment {
  const isVisible = scope.isPublic
    ? sql`coalesce(p.visibility, 'anyone') = 'anyone'`
    : sql`is_picture_visible_by_user(p, ${scope.viewer}::uuid)
      AND (p.status <> 'hidden' OR p.account_id = ${scope.viewer}::uuid)`;
  return sql`(p.preparing_status = 'prepared' AND p.status <> 'waiting-for-delete' AND ${isVisible}
    ${scope.isPublic ? sql`AND p.status <> 'hidden'` : sql``} ${
    owner ? sql`AND p.account_id = ${owner}::uuid` : sql``
  })`;
}
