using Gateway.Admin.Access;
using Gateway.Admin.Access.Relations;
using Gateway.Admin.Alerts;
using Gateway.Admin.Audit;
using Gateway.Admin.Certificates;
using Gateway.Admin.Changes;
using Gateway.Admin.Channels;
using Gateway.Admin.ConfigFiles;
using Gateway.Admin.Contract;
using Gateway.Admin.Dashboards;
using Gateway.Admin.Drafts;
using Gateway.Admin.Http;
using Gateway.Admin.Jobs;
using Gateway.Admin.Jwt;
using Gateway.Admin.Keys;
using Gateway.Admin.Kpi;
using Gateway.Admin.Nodes;
using Gateway.Admin.Notices;
using Gateway.Admin.Pages;
using Gateway.Admin.Pipeline;
using Gateway.Admin.Publishing;
using Gateway.Admin.Queries;
using Gateway.Admin.Requests;
using Gateway.Admin.Routes;
using Gateway.Admin.Routes.Import;
using Gateway.Admin.Settings;
using Gateway.Admin.SignIn;
using Gateway.Admin.Store;
using Gateway.Admin.Tenants;
using Gateway.Admin.Tokens;
using Gateway.Admin.Users;
using Gateway.Admin.Versions;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Configuration;
using Gateway.Analytics.Ingest;
using Gateway.Analytics.Queries;
using Gateway.Analytics.Requests;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Sinks;
using Gateway.Analytics.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RouteCollection = Gateway.Admin.Routes.RouteCollection;

namespace Gateway.Admin;

/// <summary>The control plane: its store, its API, its pages.</summary>
static class AdminRegistration
{
    /// <summary>Needs a <see cref="GatewayStore"/>, a <see cref="Secrets.SecretBox"/>, <see cref="EdgeAddresses"/> and an <see cref="IProxyCheck"/>, an <see cref="IUserPseudonyms"/>, an <see cref="IRouteTrial"/>, an <see cref="IJobDesk"/>, an <see cref="INodeSignals"/>.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddSection<AdminOptions>("Gateway:Admin")
        .AddJwt()
        .AddRelations()
        .AddSingleton<TenantCollection>()
        .AddSingleton<TeamCollection>()
        .AddSingleton<ApiCollection>()
        .AddSingleton<GroupCollection>()
        .AddSingleton<ClusterCollection>()
        .AddSingleton<RouteCollection>()
        .AddSingleton<KeyCollection>()
        .AddSingleton<OptionCatalogue>()
        .AddSingleton<LiveSettings>()
        .AddSingleton<HeldCertificates>()
        .AddSingleton<CertificateCollection>()
        .AddDashboards()
        .AddSection<RetentionOptions>("Gateway:Retention")
        .AddSingleton<OldRows>()
        .AddSingleton<JobLog>()
        .AddChannels()
        .AddNotices()
        .AddAlerts()
        .AddSingleton<Collections>()
        .AddSingleton<StoreWriter>()
        .AddVersions()
        .AddDrafts()
        .AddSingleton<ConfigReader>()
        .AddSingleton<NodeRegistry>()
        .AddSingleton<TenantRemoval>()
        .AddSingleton<INameLookup, StoreNames>()
        .AddSingleton<TokenCollection>()
        .AddSingleton<KpiAccess>()
        .AddSingleton<KpiEndpoints>()
        .AddSingleton<OwnPseudonyms>()
        .AddSingleton<UserCollection>()
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditReads>()
        .AddSingleton<StoreRevision>()
        .AddSingleton<Credentials>()
        .AddSingleton<Scopes>()
        .AddSingleton<AdminGuard>()
        .AddSingleton<TailEndpoint>()
        .AddSignIn()
        .AddProblemDetails()
        .AddOpenApi("v1", document => document.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true)
        .AddResponseCompression(compression => compression.MimeTypes = ["application/json", "application/problem+json", "application/yaml"])
        .AddRouting();

    /// <summary>Builds the admin listener's own pipeline: guard, errors, API, pages.</summary>
    public static void UseAdmin(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var guard = services.GetRequiredService<AdminGuard>();
        var pages = UiFiles.Load(Path.Combine(AppContext.BaseDirectory, "ui"));
        app.Use(next => http => guard.InvokeAsync(http, next));
        // Who is gone without a word is noticed after half a minute.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        app.UseResponseCompression();
        app.UseMiddleware<ApiErrors>();
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            MapApi(endpoints, services);
            endpoints.Map("/api/{**rest}", () => Problems.Of(StatusCodes.Status404NotFound, "Not found", "The API has no such address.")).ExcludeFromDescription();
            endpoints.MapMethods("/{**path}", ["GET", "HEAD"], pages.ServeAsync).ExcludeFromDescription();
            BuiltOnce.Replace(endpoints);
        });
    }

    static void MapApi(IEndpointRouteBuilder endpoints, IServiceProvider services)
    {
        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();
        var store = Get<GatewayStore>();
        var writer = Get<StoreWriter>();
        var api = endpoints.MapGroup("/api/v1").AddEndpointFilter(Get<Scopes>().FilterAsync).AddEndpointFilter(StorableInput.FilterAsync);

        api.MapOpenApi("/openapi.json").Needs(Need.SignedIn);
        api.MapSignIn(services);
        api.MapTenants(Get<TenantCollection>(), store, writer, Get<TenantRemoval>());
        api.MapTeams(Get<TeamCollection>(), store, writer, Get<AuditReads>());
        new CollectionEndpoints<ApiDocument, Api>(Get<ApiCollection>(), store, writer) { Drafts = Get<IDrafts>(), ReadNeed = Need.ReadParts }.Map(api);
        new CollectionEndpoints<GroupDocument, Group>(Get<GroupCollection>(), store, writer) { Drafts = Get<IDrafts>(), ReadNeed = Need.ReadParts }.Map(api);
        new CollectionEndpoints<ClusterDocument, Cluster>(Get<ClusterCollection>(), store, writer) { Drafts = Get<IDrafts>(), ReadNeed = Need.ReadParts }.Map(api);
        new CollectionEndpoints<RouteDocument, Store.Route>(Get<RouteCollection>(), store, writer) { Drafts = Get<IDrafts>(), ReadNeed = Need.ReadTeam, WriteNeed = Need.WriteTeam }.Map(api);
        api.MapYarpImport(Get<ClusterCollection>(), Get<RouteCollection>(), writer, Get<IDrafts>());
        api.MapRouteTrial(Get<RouteCollection>(), store, writer, Get<IRouteTrial>());
        api.MapKeys(Get<KeyCollection>(), store, writer);
        api.MapCertificates(Get<CertificateCollection>(), Get<RouteCollection>(), Get<HeldCertificates>(), store, writer, Get<TimeProvider>());
        api.MapSettings(Get<OptionCatalogue>(), store, writer);
        api.MapTokens(Get<TokenCollection>(), store, writer);
        api.MapPersonalTokens(store, writer);
        api.MapUsers(Get<UserCollection>(), store, writer, Get<AuditReads>(), Get<TimeProvider>());
        api.MapPeople(store, Get<AuditReads>());
        api.MapAudit(store, Get<AuditLog>());
        api.MapConfig(Get<Collections>(), store, writer, Get<IDrafts>());
        api.MapDraft(Get<Drafts.Drafts>(), Get<Collections>());
        api.MapVersions(Get<Collections>(), Get<VersionHistory>(), Get<Rollback>());
        api.MapQueries(Get<QueryEngine>(), Get<PresetCatalogue>());
        api.MapRequests(Get<RequestExplorer>(), Get<TailEndpoint>());
        Get<KpiEndpoints>().Map(api);
        api.MapDashboards(services);
        Get<ChannelEndpoints>().Map(api);
        api.MapNotices(Get<SilenceCollection>(), store, writer);
        api.MapAlerts(services);
        api.MapOwnUsage(Get<QueryEngine>(), Get<OwnPseudonyms>());
        api.MapPipeline(Get<PipelineReader>(), Get<Partitions>(), Get<FoldStatusReader>(), Get<UserAgentCache>(), Get<SinkLoops>(), Get<TimeProvider>());
        api.MapJobs(Get<IJobDesk>(), Get<AuditLog>());
        api.MapRebuild(Get<Folder>(), Get<FoldStatusReader>(), Get<AuditLog>(), Get<TimeProvider>());
        api.MapGet("/nodes", async (HttpContext http, CancellationToken token) =>
        {
            var scope = Scopes.Of(http);
            var seesParts = scope.Satisfies(Need.ReadParts);
            return TypedResults.Json(
                await Get<NodeRegistry>().ListAsync(scope.Satisfies(Need.PlatformRead), tenant => seesParts && (scope.IsAllTenants || tenant == scope.Tenant), token), ContractJson.Options);
        }).Needs(Need.SignedIn).Produces<NodesAnswer>().WithTags("nodes");
    }
}
