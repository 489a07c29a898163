/** What stands on the upload page. */
import { audiences } from "../audiences.ts";
import { PicturesIcon } from "../layout/icons.tsx";
import { Messages } from "../layout/messages.tsx";

interface UploadPageProps {
  say: (text: string) => string;
  isReadOnly: boolean;
  /** Where to log in, when only who is logged in may upload and nobody is. */
  login?: string;
  /** Nobody is logged in. */
  isAnonymous: boolean;
  /** Everybody can get an account: then `logged-only` protects nothing, and is refused. */
  isRegistrationOpen: boolean;
}

export function UploadPage({ say, isReadOnly, login, isAnonymous, isRegistrationOpen }: UploadPageProps) {
  if (isReadOnly) return <p role="alert">{say("This instance is read only for the moment.")}</p>;
  if (login) {
    return (
      <p>
        <a class="button" href={login}>{say("Log in to upload pictures")}</a>
      </p>
    );
  }
  return (
    <>
      <p>{say("JPEG pictures with position and time, as cameras with GPS and phones write them.")}</p>
      <Messages />
      <div id="options" class="fields">
        <label>
          {say("Title")}
          <input id="title" maxlength={200} placeholder={say("The name of the folder")} />
        </label>
        {!isAnonymous && (
          <label>
            {say("Who may see the pictures")}
            <select id="visibility">
              <option value="">{say("As set in my account")}</option>
              {audiences(isRegistrationOpen).map(([value, label]) => <option value={value}>{say(label)}</option>)}
            </select>
          </label>
        )}
      </div>
      <section id="drop" class="drop" aria-label={say("Upload pictures")}>
        <PicturesIcon />
        <p class="invitation">{say("Drop a folder or pictures here")}</p>
        <div class="actions">
          <button type="button" id="choose-folder">{say("Choose a folder")}</button>
          <button type="button" id="choose-files" class="quiet">{say("Choose pictures")}</button>
        </div>
        <input id="folder" type="file" webkitdirectory multiple hidden />
        <input id="files" type="file" accept="image/jpeg" multiple hidden />
      </section>
      <section id="progress" hidden>
        <progress id="bar" max={1} value={0} aria-label={say("Progress")}></progress>
        <p id="count" class="muted"></p>
      </section>
      <section id="problems" hidden>
        <h2>{say("Not uploaded")}</h2>
        <ul id="problem-list" class="files"></ul>
      </section>
      <section id="done" hidden>
        <h2>{say("Sequences")}</h2>
        <ul id="sequences" class="cards"></ul>
      </section>
      <p>
        <button type="button" id="again" class="quiet" hidden>{say("Upload more")}</button>
      </p>
      <noscript>
        <p role="alert">{say("This page needs JavaScript. Programs can upload through the API.")}</p>
      </noscript>
    </>
  );
}
