import type { Queryable } from "../../../../src/core/db/sql.ts";

/**
 * Everything the schema consists of, one line each: columns, constraints, indexes, types, functions, triggers, comments.
 * What belongs to extensions or to the table of migrations is left out.
 */
export async function describeSchema(sql: Queryable): Promise<string[]> {
  const lines = await sql<{ line: string }[]>`
    WITH relation AS (
      SELECT oid, relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S') AND relname !~ '^panoramax_migration'
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    )
    SELECT format('column %s.%s %s %s %s', relation.name, attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN 'not null' END, pg_get_expr(adbin, adrelid)) AS line
    FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT format('constraint %s.%s %s', relation.name, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM relation JOIN pg_constraint ON conrelid = relation.oid
    UNION ALL
    SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM relation JOIN pg_index ON indrelid = relation.oid
    UNION ALL
    SELECT format('trigger %s', pg_get_triggerdef(pg_trigger.oid))
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT format('view %s %s', name, pg_get_viewdef(relation.oid)) FROM relation WHERE relation.oid IN (SELECT oid FROM pg_class WHERE relkind = 'v')
    UNION ALL
    SELECT format('enum %s %s', typname, enumlabel) FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
    UNION ALL
    SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL
    SELECT format('comment %s.%s %s', relation.name, (SELECT attname FROM pg_attribute
      WHERE attrelid = objoid AND attnum = objsubid AND objsubid > 0), description)
    FROM relation JOIN pg_description ON objoid = relation.oid AND classoid = 'pg_class'::regclass
    ORDER BY 1`;
  return lines.map(({ line }) => line);
}
