using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Gateway.Admin.Settings;

/// <summary>Where an option's value comes from.</summary>
/// <param name="Kind">Which kind of place.</param>
/// <param name="File">Name of the file, where it is one.</param>
sealed record OptionSource(SettingSource Kind, string? File = null)
{
    static readonly OptionSource Default = new(SettingSource.Default);

    /// <summary>The last of the configuration's sources that has the key, or one below it.</summary>
    public static OptionSource Of(IConfiguration configuration, string key) =>
        configuration is IConfigurationRoot root
            ? root.Providers.Reverse().Select(provider => In(provider, key)).FirstOrDefault(found => found is not null) ?? Default
            : Default;

    static OptionSource? In(IConfigurationProvider provider, string key)
    {
        if (provider is ChainedConfigurationProvider chained)
            return Of(chained.Configuration, key) is { Kind: not SettingSource.Default } inner ? inner : null;
        if (!provider.TryGet(key, out _) && !provider.GetChildKeys([], key).Any())
            return null;
        return provider switch
        {
            EnvironmentVariablesConfigurationProvider => new OptionSource(SettingSource.Environment),
            CommandLineConfigurationProvider => new OptionSource(SettingSource.CommandLine),
            FileConfigurationProvider { Source.Path: { } path } => new OptionSource(SettingSource.File, path),
            _ => new OptionSource(SettingSource.File),
        };
    }
}

enum SettingSource
{
    /// <summary>Nobody says anything else.</summary>
    Default,
    File,
    Environment,
    CommandLine,

    /// <summary>In the admin area, for all nodes.</summary>
    Set,
}
