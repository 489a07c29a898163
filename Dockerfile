# Two stages: Deno from npm compiles the program, which then needs nothing but glibc.
FROM node:22-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# Packages first: they change less often than the program.
COPY deno.json deno.lock ./
RUN npx --yes deno@2.9.6 install --frozen
COPY . .
RUN npx --yes deno@2.9.6 task compile --output /panoramax

FROM debian:bookworm-slim
# For the health check.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin panoramax \
  && install -d -o panoramax -g panoramax /data
COPY --from=build /panoramax /usr/local/bin/panoramax
USER panoramax
WORKDIR /data
ENV HOST=0.0.0.0 PORT=5000 PANORAMAX_DATA=/data
VOLUME /data
EXPOSE 5000
# A first start, or one after a crash, may take a while on a slow machine.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD curl --fail --silent --output /dev/null "http://127.0.0.1:${PORT}/api/health"
# 30 seconds for running requests, and those jobs take.
STOPSIGNAL SIGTERM
ENTRYPOINT ["panoramax"]
CMD ["serve"]
