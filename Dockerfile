# Two stages: the executable is built with everything, and runs with nothing but itself and the C libraries.
#
#   docker build -t baton .
#   docker run -p 3000:3000 -v baton-data:/data baton

FROM node:22-bookworm-slim AS build
WORKDIR /src
# The pinned Bun and the libraries first: they change more rarely than the source, and this layer is then kept.
COPY package.json bun.lock bunfig.toml ./
COPY src/cli/run.mjs src/cli/run.mjs
# run.mjs installs exactly what bun.lock names; afterwards it is one call of Bun.
RUN node src/cli/run.mjs --version
COPY . .
RUN node src/cli/run.mjs src/cli/build.ts && mkdir /data

# glibc, libstdc++ (SQLite needs it) and certificates; no shell, no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/dist/baton /usr/local/bin/baton
# Owned by the user that runs: a named volume takes its owner from here.
COPY --from=build --chown=nonroot:nonroot /data /data
USER nonroot
WORKDIR /data
ENV BATON_DATA=/data PORT=3000 HOST=0.0.0.0
VOLUME /data
EXPOSE 3000
# Finishes what was accepted, tells the streams to come back, closes the database.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s --retries=3 CMD ["/usr/local/bin/baton", "doctor", "--health"]
ENTRYPOINT ["/usr/local/bin/baton"]
