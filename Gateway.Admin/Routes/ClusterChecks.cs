using System.Text;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;

namespace Gateway.Admin.Routes;

/// <summary>What can be said of a cluster's fields without knowing the proxy.</summary>
static class ClusterChecks
{
    const int MaximumWeight = 1000;
    const int MaximumFailures = 100;

    static readonly string[] HttpVersions = ["1.0", "1.1", "2", "3"];

    public static void Check(ClusterDocument cluster, FieldErrors errors, string path)
    {
        string At(string field) => FieldErrors.Join(path, field);
        CheckDestinations(cluster, errors, path);
        if (cluster.HealthCheck is { } health)
            CheckHealth(health, errors, At("healthCheck"));
        if (cluster.SessionAffinity is { } affinity)
            CheckAffinity(affinity, errors, At("sessionAffinity"));
        if (cluster.HttpClient is { } client)
            CheckClient(client, errors, At("httpClient"));
        if (cluster.HttpRequest is { } request)
        {
            CheckSpan(request.ActivityTimeout, TimeSpan.FromMilliseconds(1), errors, At("httpRequest.activityTimeout"));
            if (request.Version is { } version && !HttpVersions.Contains(version))
                errors.Add(At("httpRequest.version"), $"must be one of {string.Join(", ", HttpVersions)}");
        }
    }

    static void CheckDestinations(ClusterDocument cluster, FieldErrors errors, string path)
    {
        var ids = new HashSet<string>();
        var weights = cluster.Destinations.Select(destination => destination.Weight).Distinct().Count();
        for (var i = 0; i < cluster.Destinations.Count; i++)
        {
            var destination = cluster.Destinations[i];
            string At(string field) => FieldErrors.Join(path, $"destinations[{i}].{field}");
            Ids.Check(destination.Id, errors, At("id"));
            if (!ids.Add(destination.Id))
                errors.Add(At("id"), $"'{destination.Id}' is given twice");
            CheckAddress(destination.Address, errors, At("address"));
            if (destination.Health is { } health)
                CheckAddress(health, errors, At("health"));
            if (destination.Host is { } host && (host.Length > 260 || Uri.CheckHostName(host.Split(':')[0]) == UriHostNameType.Unknown))
                errors.Add(At("host"), "must be a host name, such as orders.internal or orders.internal:8080");
            if (destination.Weight is < 1 or > MaximumWeight)
                errors.Add(At("weight"), $"must be 1 to {MaximumWeight}; to give it no requests, set drain");
            else if (weights > 1 && cluster.LoadBalancing == LoadBalancing.FirstAlphabetical)
                errors.Add(At("weight"), "must be the same for all: FirstAlphabetical takes the first by name; choose another loadBalancing for weights");
        }
    }

    static void CheckHealth(HealthCheckDocument health, FieldErrors errors, string path)
    {
        if (health.Active is { } active)
        {
            string At(string field) => FieldErrors.Join(path, $"active.{field}");
            CheckSpan(active.Interval, TimeSpan.FromSeconds(1), errors, At("interval"));
            CheckSpan(active.Timeout, TimeSpan.FromMilliseconds(100), errors, At("timeout"));
            if (active.Path is { } probe && !probe.StartsWith('/'))
                errors.Add(At("path"), "must begin with /");
            if (active.Failures is < 1 or > MaximumFailures)
                errors.Add(At("failures"), $"must be 1 to {MaximumFailures}");
        }

        CheckSpan(health.Passive?.ReactivationPeriod, TimeSpan.FromSeconds(1), errors, FieldErrors.Join(path, "passive.reactivationPeriod"));
        if (health.Passive?.FailureRate is <= 0 or > 1)
            errors.Add(FieldErrors.Join(path, "passive.failureRate"), "must be above 0 and at most 1");
    }

    static void CheckAffinity(SessionAffinityDocument affinity, FieldErrors errors, string path)
    {
        if (!RouteChecks.IsToken(affinity.KeyName))
            errors.Add(FieldErrors.Join(path, "keyName"), "must be the name of a cookie or header, such as .orders-affinity");
        if (affinity.Cookie is { } cookie)
        {
            if (affinity.Policy == AffinityPolicy.CustomHeader)
                errors.Add(FieldErrors.Join(path, "cookie"), "must be left out: CustomHeader sets no cookie");
            if (cookie.Path is { } at && !at.StartsWith('/'))
                errors.Add(FieldErrors.Join(path, "cookie.path"), "must begin with /");
        }
    }

    static void CheckClient(HttpClientDocument client, FieldErrors errors, string path)
    {
        if (client.MaxConnectionsPerServer is < 1)
            errors.Add(FieldErrors.Join(path, "maxConnectionsPerServer"), "must be 1 or more; leave it out for no limit");
        CheckEncoding(client.RequestHeaderEncoding, errors, FieldErrors.Join(path, "requestHeaderEncoding"));
        CheckEncoding(client.ResponseHeaderEncoding, errors, FieldErrors.Join(path, "responseHeaderEncoding"));
        if (client.WebProxy is { } proxy)
            CheckAddress(proxy.Address, errors, FieldErrors.Join(path, "webProxy.address"));
    }

    static void CheckEncoding(string? name, FieldErrors errors, string path)
    {
        if (name is null)
            return;
        try
        {
            Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            errors.Add(path, "must be the name of an encoding, such as latin1 or utf-8");
        }
    }

    static void CheckAddress(string address, FieldErrors errors, string path)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            errors.Add(path, "must be an absolute http or https address, such as http://10.0.0.5:9000");
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            errors.Add(path, "must not carry credentials, a query or a fragment");
    }

    static void CheckSpan(TimeSpan? span, TimeSpan least, FieldErrors errors, string path)
    {
        if (span is { } given && (given < least || given > TimeSpan.FromDays(1)))
            errors.Add(path, $"must be between {least:c} and 1.00:00:00");
    }
}
