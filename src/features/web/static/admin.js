/** The administration page; each section is a module of its own. */
import { fillSections } from "./page.js";
import { showAuditLog } from "./admin_audit.js";
import { showAreas } from "./admin_areas.js";
import { showJobs } from "./admin_jobs.js";
import { showOverview } from "./admin_overview.js";
import { showPages } from "./admin_pages.js";
import { showReports } from "./admin_reports.js";

fillSections([showOverview, showReports, showJobs, showPages, showAuditLog, showAreas]);
