/** The body of the upload page. */
import type { Say } from "../../../core/messages/mod.ts";
import { audiences } from "../audiences.ts";
import { PicturesIcon } from "../layout/icons.tsx";
import { Messages } from "../layout/messages.tsx";
import { PlacingSection } from "./placing_section.tsx";

interface UploadPageProps {
  say: Say;
  isReadOnly: boolean;
  /** Where to log in, when uploading requires it and nobody is logged in. */
  login?: string;
  /** Nobody is logged in. */
  isAnonymous: boolean;
  /** Where one's own uploads are listed. */
  history?: string;
  /** Under which all pictures of the instance are published. */
  licence?: { id: string; url: string | undefined };
  /** Whether anybody can register: then `logged-only` protects nothing and is refused. */
  isRegistrationOpen: boolean;
}

/** The page on which pictures are chosen and sent; a script does the sending. */
export function UploadPage(props: UploadPageProps) {
  const { say, isReadOnly, login, isAnonymous, history, licence, isRegistrationOpen } = props;
  if (isReadOnly) return <p role="alert">{say("web.read_only")}</p>;
  if (login) {
    return (
      <p>
        <a class="button" href={login}>{say("web.log_in_to_upload")}</a>
      </p>
    );
  }
  return (
    <>
      <p>
        {say("web.upload_what")} {say("upload_page.what_else")}{" "}
        {history && <a href={history}>{say("upload_page.history")}</a>}
      </p>
      <Messages />
      <div id="options">
        <div class="fields">
          <label>
            {say("web.title")}
            <input id="title" maxlength={200} placeholder={say("web.folder_name")} />
          </label>
          {!isAnonymous && (
            <label>
              {say("web.visibility")}
              <select id="visibility">
                <option value="">{say("web.visibility_of_account")}</option>
                {audiences(isRegistrationOpen).map(([value, label]) => <option value={value}>{say(label)}</option>)}
              </select>
            </label>
          )}
          <label>
            {say("gallery.tags")}
            <textarea
              id="tags"
              rows={1}
              maxlength={10_000}
              placeholder="transport=bicycle"
              aria-describedby="tags-help"
            />
          </label>
        </div>
        <p id="tags-help" class="muted">{say("upload_page.tags_help")}</p>
        {licence && (
          <p>
            {say("upload_page.licence")} {licence.url ? <a href={licence.url}>{licence.id}</a> : licence.id}
          </p>
        )}
      </div>
      <section id="drop" class="drop" aria-label={say("web.upload_pictures")}>
        <PicturesIcon />
        <p class="invitation">{say("web.drop_here")}</p>
        <div class="actions">
          <button type="button" id="choose-folder">{say("web.choose_folder")}</button>
          <button type="button" id="choose-files" class="quiet">{say("web.choose_pictures")}</button>
        </div>
        <input id="folder" type="file" webkitdirectory multiple hidden />
        <input id="files" type="file" accept="image/jpeg,.gpx" multiple hidden />
      </section>
      <section id="unfinished" hidden>
        <h2>{say("web.unfinished_uploads")}</h2>
        <p class="muted">{say("upload_page.unfinished_explained")}</p>
        <ul id="unfinished-list" class="files card"></ul>
      </section>
      <section id="progress" hidden>
        <p id="continuing" class="muted" hidden></p>
        <progress id="bar" max={1} value={0} aria-label={say("web.progress")}></progress>
        <p id="count" class="muted"></p>
        <p class="actions">
          <button type="button" id="pause" class="quiet" hidden>{say("upload_page.pause")}</button>
        </p>
      </section>
      <PlacingSection say={say} />
      <p id="unsent" class="actions" hidden>
        <button type="button" id="send-again">{say("web.try_again")}</button>
        <button type="button" id="finish-without" class="quiet">{say("web.finish_without")}</button>
      </p>
      <section id="failures" hidden>
        <h2>{say("web.not_processed")}</h2>
        <ul id="failure-list" class="files"></ul>
        <p class="actions"></p>
      </section>
      <section id="problems" hidden>
        <h2>{say("web.not_uploaded")}</h2>
        <ul id="problem-list" class="files"></ul>
      </section>
      <section id="sending" hidden>
        <h2>{say("upload_page.files")}</h2>
        <div id="file-list" class="long-list" role="group" tabindex={0} aria-label={say("upload_page.files")}></div>
      </section>
      <section id="remarks" hidden>
        <h2>{say("uploads.remarks")}</h2>
        <ul id="remark-list" class="files"></ul>
      </section>
      <section id="done" hidden>
        <h2>{say("web.sequences")}</h2>
        <ul id="sequences" class="cards"></ul>
      </section>
      <p>
        <button type="button" id="again" class="quiet" hidden>{say("web.upload_more")}</button>
      </p>
      <noscript>
        <p role="alert">{say("web.upload_needs_javascript")}</p>
      </noscript>
    </>
  );
}
