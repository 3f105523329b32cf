using System.Reflection;
using Gateway.Analytics.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Admin.Settings;

/// <summary>Every option of the gateway, in the order of the reference, and where its value was configured.</summary>
sealed class OptionCatalogue
{
    readonly Dictionary<string, Option> byKey;

    public OptionCatalogue(IServiceProvider services, IEnumerable<OptionSection> sections, IConfiguration configuration)
    {
        All = [.. from section in sections
                  let holder = services.GetRequiredService(section.Type)
                  let fresh = Activator.CreateInstance(section.Type)
                  from property in OptionSections.Keys(section.Type)
                  let key = $"{section.Path}:{property.Name}"
                  select new Option(key, property, holder, property.GetValue(fresh), property.GetValue(holder), OptionSource.Of(configuration, key))];
        byKey = All.ToDictionary(option => option.Key, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Option> All { get; }

    public Option? Find(string key) => byKey.GetValueOrDefault(key);
}

/// <summary>One option.</summary>
/// <param name="Key">As in files.</param>
/// <param name="Property">Of its options class.</param>
/// <param name="Holder">The one object that everything in this process reads it from.</param>
/// <param name="Default">When nothing is configured.</param>
/// <param name="Configured">As this node was started with.</param>
/// <param name="Source">Where from.</param>
sealed record Option(string Key, PropertyInfo Property, object Holder, object? Default, object? Configured, OptionSource Source)
{
    /// <inheritdoc cref="LiveAttribute"/>
    public bool IsLive { get; } = Property.IsDefined(typeof(LiveAttribute));

    /// <inheritdoc cref="SecretAttribute"/>
    public bool IsSecret { get; } = Property.IsDefined(typeof(SecretAttribute));

    /// <summary>In force on this node.</summary>
    public object? Value
    {
        get => Property.GetValue(Holder);
        // A reference or at most eight bytes: a reader sees the old one or the new one.
        set => Property.SetValue(Holder, value);
    }
}
