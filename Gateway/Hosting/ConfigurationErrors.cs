using Gateway.Admin.Access;
using Gateway.Analytics.Classify;
using Gateway.Analytics.Configuration;
using Gateway.Analytics.Queries;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>Everything that is wrong with the configuration, at once, each with the key to set. Serves the start and <c>--check-config</c>.</summary>
static class ConfigurationErrors
{
    public static IReadOnlyList<string> Of(IServiceProvider services)
    {
        var errors = new List<string>();
        foreach (var section in services.GetServices<OptionSection>())
            errors.AddRange(OfSection(services, section));
        errors.AddRange(Unknown(services));
        errors.AddRange(About<ProxyOptions>(services, proxy => Listeners.Errors("Gateway:Proxy:Urls", proxy.Urls)));
        errors.AddRange(About<AdminOptions>(services, admin => Listeners.Errors("Gateway:Admin:Urls", admin.Urls)));
        errors.AddRange(About<MetricsOptions>(services, metrics => Listeners.Errors("Gateway:Metrics:Urls", metrics.Urls)));
        errors.AddRange(About<GeoOptions>(services, geo =>
            geo.Country is { } file && !File.Exists(file) ? [$"Gateway:Geo:Country: there is no file {file}"] : []));
        errors.AddRange(About<QueryOptions>(services, _ => OfPresets(services)));
        return errors;
    }

    /// <summary>What annotations cannot say, for sections that can be read at all.</summary>
    static IEnumerable<string> About<TOptions>(IServiceProvider services, Func<TOptions, IEnumerable<string>> check)
        where TOptions : class
    {
        try
        {
            return [.. check(services.GetRequiredService<TOptions>())];
        }
        catch (Exception said) when (said is OptionsValidationException or InvalidOperationException)
        {
            return [];
        }
    }

    static IReadOnlyList<string> OfPresets(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<PresetCatalogue>().Problems;
        }
        catch (InvalidOperationException wrong)
        {
            // The product's own are right: it is what an extension registered.
            return [$"Gateway:Extensions: {wrong.Message}"];
        }
    }

    static IEnumerable<string> OfSection(IServiceProvider services, OptionSection section)
    {
        try
        {
            services.GetRequiredService(section.Type);
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (InvalidOperationException unreadable)
        {
            return [$"{section.Path}: {unreadable.Message}{(unreadable.InnerException is { } inner ? " " + inner.Message : "")}"];
        }
    }

    /// <summary>Keys right below <c>Gateway</c> that no section knows: most likely a typo.</summary>
    static IEnumerable<string> Unknown(IServiceProvider services)
    {
        var sections = services.GetServices<OptionSection>().ToList();
        var known = sections.Where(section => section.Path.StartsWith("Gateway:", StringComparison.Ordinal)).Select(section => section.Path.Split(':')[1])
            .Concat(OptionSections.Keys(typeof(NodeOptions)).Select(property => property.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return from child in services.GetRequiredService<IConfiguration>().GetSection("Gateway").GetChildren()
               where !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
               select $"Gateway:{child.Key}: is not a known key; known are {string.Join(", ", known)}";
    }
}
