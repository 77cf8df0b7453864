# syntax=docker/dockerfile:1
# The steps are those of scripts/production.ts, which runs them without a container.

# The version that the tests run on.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches patches
RUN npm ci --omit=dev --no-audit
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /app
# Its owner is root, so the app can write nothing of it.
COPY --from=build /app .
# A volume that is mounted here gets this owner.
RUN mkdir -p /data/files && chown node:node /data/files
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/v1/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that SIGTERM reaches it: it ends what runs within ten seconds.
CMD ["node", "-r", "./scripts/check-node.cjs", "--import", "tsx", "server.ts"]
