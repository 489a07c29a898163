/** The file of settings that a new service begins with. */

/** Everything is a comment: without changes, the service runs as `panoramax serve` does. */
export const NEW_ENVIRONMENT_FILE =
  `# Settings of the Panoramax service, one NAME=value a line; remove the # to set one.
# Afterwards: systemctl restart panoramax
# All of them: https://panoramax.fr, docs/settings.md

# Reachable from other machines: on all addresses. Only from this one: 127.0.0.1, as by default.
#HOST=0.0.0.0
#PORT=5000

# The address that people use, and the number of reverse proxies in front.
#PUBLIC_URL=https://panoramax.example.org
#INFRA_NB_PROXIES=1

# Who may upload: with true, only people with an account.
#API_FORCE_AUTH_ON_UPLOAD=true

# Blur faces and licence plates before pictures are published.
#BLUR=builtin

# Pictures elsewhere than in the data folder. On another disk, the service also needs, by systemctl edit panoramax:
#   [Unit]
#   RequiresMountsFor=/mnt/disk
#   [Service]
#   ReadWritePaths=/mnt/disk/pictures
#FS_URL=/mnt/disk/pictures
#FS_URL=s3://KEY:SECRET@BUCKET/PREFIX?endpoint_url=https://s3.example.org

# Native PostgreSQL with PostGIS instead of the embedded database. It needs a key: openssl rand -hex 32
#DB_URL=postgres://panoramax:PASSWORD@localhost/panoramax
#FLASK_SECRET_KEY=

# How many pictures are processed at the same time; each takes up to 270 MB.
#PICTURE_PROCESS_THREADS_LIMIT=1

#API_LOG_LEVEL=info
`;
