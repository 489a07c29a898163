import assert from "node:assert/strict";
import { SharpCodec } from "../../../src/core/imaging/codec/sharp_codec.ts";
import { Derivates } from "../../../src/core/imaging/derivates/mod.ts";
import { derivatesFolder, hdPath, openStores, sdPath } from "../../../src/core/storage/mod.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { removePictureFiles } from "../../../src/features/pictures/remove_files.ts";
import { makePicture } from "../../support/pictures.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";

Deno.test("a deleted picture leaves nothing, though another thread makes a derivate until its original is gone", async () => {
  await using folder = await temporaryFolder();
  const stores = await openStores({
    tmp: `${folder.path}/t`,
    permanent: `${folder.path}/p`,
    derivates: `${folder.path}/d`,
  });
  const first = new Team();
  const derivatesOf = async (team: Team) =>
    new Derivates({ codec: await SharpCodec.open(), stores, maxPixels: 50_000_000, concurrency: 2, team });
  const derivates = await derivatesOf(first), others = await derivatesOf(new Team(first.invite(2)));
  await stores.permanent.write(hdPath(ID), await makePicture({ width: 64, height: 32 }));

  const { permanent } = stores;
  const busy = new Proxy(permanent, {
    get: (target, name) => {
      if (name === "remove") {
        return async (path: string) => {
          (await others.open({ id: ID, isEquirectangular: false }, "sd", sdPath(ID)))?.close();
          await target.remove(path);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await removePictureFiles({ derivates, stores: { ...stores, permanent: busy } }, ID);
  assert.deepEqual([...await stores.derivates.list(derivatesFolder(ID))], []);
  assert.equal(await permanent.exists(hdPath(ID)), false);
});
