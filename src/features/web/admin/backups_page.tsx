/** The body of `/admin/backups`; a script fills it. */
import type { Say } from "../../../core/messages/mod.ts";
import { Messages } from "../layout/messages.tsx";
import { AdminNavigation } from "./admin_navigation.tsx";

/** Texts that its script shows. */
export const ADMIN_BACKUPS_TEXTS = [
  "backups.begun",
  "backups.done",
  "backups.file",
  "backups.last",
  "backups.next",
  "backups.none",
  "backups.not_scheduled",
  "backups.now",
  "backups.progress",
  "backups.result",
  "backups.started",
] as const;

/** Backups: the last ones, one now, and how to restore. @param props `folder` where they are, undefined for nowhere */
export function BackupsPage({ say, base, folder }: { say: Say; base: string; folder: string | undefined }) {
  const file = `${folder ?? "/backup"}/panoramax-2026-01-31T01-30-00Z.tar`;
  const commands = `panoramax --data ./new-folder restore ${file}\npanoramax --data ./new-folder serve`;
  return (
    <>
      <AdminNavigation say={say} base={base} current="/admin/backups" />
      <Messages floats />
      <section id="backups">
        {folder === undefined && <p role="note" class="card">{say("backups.set_folder")}</p>}
        <p id="backup-state"></p>
        <div id="backup-list" class="scroll"></div>
        <div id="backup-now" class="actions"></div>
      </section>
      <section id="restore">
        <h2>{say("backups.restore")}</h2>
        <p>{say("backups.restore_explained")}</p>
        <pre tabindex={0}><code>{commands}</code></pre>
        <p class="muted">{say("backups.elsewhere")}</p>
      </section>
    </>
  );
}
