using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Analytics.Configuration;

/// <summary>One section of the configuration and the class that describes it; the reference in <c>docs/</c> walks these.</summary>
/// <param name="Path">Section path, such as <c>Gateway:Ingest</c>.</param>
/// <param name="Type">The options class: each public property is a key.</param>
public sealed record OptionSection(string Path, Type Type);

/// <summary>Binds a section to its class: checked at start, all errors at once, each with its key.</summary>
public static class OptionSections
{
    /// <summary>
    /// Registers <typeparamref name="TOptions"/> bound to <paramref name="path"/>, both as options and as itself.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="path">Section path.</param>
    /// <param name="closed">Whether a key the class does not know is an error; false where other sections lie below.</param>
    public static IServiceCollection AddSection<TOptions>(this IServiceCollection services, string path, bool closed = true)
        where TOptions : class
    {
        services.AddSingleton(new OptionSection(path, typeof(TOptions)));
        services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidation<TOptions>(path));
        services.AddOptions<TOptions>()
            .BindConfiguration(path, binder => binder.ErrorOnUnknownConfiguration = closed)
            .ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }

    /// <summary>The keys of a section in the order of its class.</summary>
    public static IEnumerable<PropertyInfo> Keys(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
