/** Filters of a search, as SQL. Alias: `p` pictures. */
import { message } from "../../../core/messages/mod.ts";
import { compilePredicate, compilePredicates, type SqlPiece } from "../cql2/compile.ts";
import { type Expression, FilterError, type Predicate } from "../cql2/expression.ts";
import { sequenceIsVisible, type Viewer } from "../visibility.ts";
import { readTagCondition } from "../semantics_filter.ts";
import { filterField } from "./filter_fields.ts";
import { impliedCollections, impliedPictures } from "./implied.ts";

/** A filter that can be run. */
export interface SearchFilter {
  /** What matches, as far as the viewer may know: tags of sequences that they may not see count for nothing. */
  condition(viewer: Viewer): SqlPiece;
  /** Whatever matches is in one of these; undefined when it may be in any. */
  collections?: string[];
}

/**
 * The condition an expression stands for.
 * @throws FilterError for a property or literal that does not exist, or an operator that makes no sense
 */
export function compileSearchFilter(expression: Expression): SearchFilter {
  const collections = impliedCollections(expression);
  const exact = (viewer: Viewer) =>
    compilePredicates(
      expression,
      (predicate) => compile(predicate, viewer),
      (expression) => compileTags(expression, viewer),
    );
  // Once beforehand, to refuse what is wrong before anything is asked.
  exact({ accountId: null, seesEverything: false });
  const pictures = collections ? undefined : impliedPictures(expression);
  return {
    condition(viewer) {
      const condition = exact(viewer);
      return pictures ? (sql) => sql`${pictures(sql)} AND ${condition(sql)}` : condition;
    },
    collections,
  };
}

function compile(predicate: Predicate, viewer: Viewer): SqlPiece {
  const tags = readTagCondition(predicate);
  if (tags) {
    const tagged = hasTag(tags.condition, viewer);
    return tags.isAbsent ? (sql) => sql`NOT ${tagged(sql)}` : tagged;
  }
  const field = filterField(predicate.property);
  if (!field) throw new FilterError(message("stac.filter_unknown_property", { property: predicate.property }));
  return compilePredicate(predicate, field);
}

/** Tags joined by OR, as one condition: one set of tagged pictures is made instead of several. */
function compileTags(expression: Expression, viewer: Viewer): SqlPiece | undefined {
  const condition = expression.kind === "or" ? anyTag(expression) : undefined;
  return condition && hasTag(condition, viewer);
}

function anyTag(expression: Expression): SqlPiece | undefined {
  switch (expression.kind) {
    case "or": {
      const left = anyTag(expression.left), right = left && anyTag(expression.right);
      return right && ((sql) => sql`(${left(sql)} OR ${right(sql)})`);
    }
    case "and":
    case "not":
    case "constant":
      return undefined;
    default: {
      const tags = readTagCondition(expression);
      return tags?.isAbsent ? undefined : tags?.condition;
    }
  }
}

/**
 * The picture, one of its sequences or one of its annotations has such a tag. The set of all tagged pictures is made
 * once, from the indexes of the tags: few pictures have any one tag.
 */
function hasTag(condition: SqlPiece, viewer: Viewer): SqlPiece {
  return (sql) =>
    sql`p.id IN (
      SELECT t.picture_id FROM pictures_semantics t WHERE ${condition(sql)}
      UNION ALL
      SELECT tagged.pic_id FROM sequences_semantics t JOIN sequences_pictures tagged ON tagged.seq_id = t.sequence_id
      WHERE ${condition(sql)}
        AND EXISTS (SELECT FROM sequences s WHERE s.id = t.sequence_id AND ${sequenceIsVisible(sql, viewer)} OFFSET 0)
      UNION ALL
      SELECT n.picture_id FROM annotations_semantics t JOIN annotations n ON n.id = t.annotation_id
      WHERE ${condition(sql)})`;
}
