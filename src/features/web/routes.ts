/** Pages for people. */
import { CodeAttempts, LoginAttempts } from "../accounts/mod.ts";
import type { StreetMap } from "../base_map/mod.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { adminPageRoutes } from "./admin/routes.tsx";
import { apiDocumentationRoutes } from "./api_documentation/routes.tsx";
import { blurringPageRoutes } from "./blurring/routes.tsx";
import { accountPageRoutes } from "./account/routes.tsx";
import { secondFactorPageRoutes } from "./account/second_factor_routes.tsx";
import { joinPageRoutes } from "./join_routes.ts";
import { languageRoutes } from "./language_routes.ts";
import { instancePagesRoutes } from "./instance_pages/routes.tsx";
import { loginCodeRoutes } from "./login_code_routes.ts";
import { loginPageRoutes } from "./login_routes.ts";
import { picturePageRoutes } from "./picture/routes.tsx";
import { profilePageRoutes } from "./profile/routes.tsx";
import { sequencePageRoutes } from "./sequence/routes.tsx";
import { staticFilesRoutes } from "./static_files/routes.ts";
import { uploadPageRoutes } from "./upload/routes.tsx";
import { viewerRoutes } from "./viewer/routes.tsx";
import { setupPageRoutes } from "./setup_routes.ts";
import { websiteRoutes } from "./website_routes.ts";

/** All pages. */
export function webRoutes(router: Router, services: Services, streetMap: StreetMap): void {
  const { OAUTH_PROVIDER } = services.settings;
  staticFilesRoutes(router);
  languageRoutes(router, services);
  viewerRoutes(router, services, streetMap);
  apiDocumentationRoutes(router, services);
  uploadPageRoutes(router, services);
  sequencePageRoutes(router, services);
  picturePageRoutes(router, services);
  profilePageRoutes(router, services);
  instancePagesRoutes(router, services);
  if (services.settings.API_WEBSITE_URL === "same-host") websiteRoutes(router, services);
  adminPageRoutes(router, services, streetMap);
  blurringPageRoutes(router, services);
  const attempts = new LoginAttempts("logins", services.team);
  if (OAUTH_PROVIDER) accountPageRoutes(router, services, attempts);
  if (OAUTH_PROVIDER !== "local") return;
  const codes = new CodeAttempts(services.team);
  secondFactorPageRoutes(router, services, attempts, codes);
  loginCodeRoutes(router, services, codes);
  loginPageRoutes(router, services, attempts);
  setupPageRoutes(router, services);
  joinPageRoutes(router, services);
}
