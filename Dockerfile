# docker build -t gateway .
# The image holds no database: set ConnectionStrings__Gateway (deploy/compose.yaml shows how).
FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish Gateway --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN groupadd --gid 10001 gateway \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin gateway \
 && install --directory --mode 0700 --owner gateway --group gateway /data
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
# Inside the container all three listen on every address; what is published decides who reaches them.
ENV Gateway__DataFolder=/data \
    Gateway__Proxy__Urls=http://*:8080 \
    Gateway__Admin__Urls=http://*:8082 \
    Gateway__Metrics__Urls=http://*:8081
VOLUME /data
EXPOSE 8080 8081 8082
ENTRYPOINT ["./Gateway"]
