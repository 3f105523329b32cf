using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Analytics.Configuration;

/// <summary>
/// What an assembly of one's own adds to the gateway: presets (<c>IPresetSource</c>), measures, dimensions and sinks
/// (<c>ISink</c>), each as a singleton, with options by <see cref="OptionSections.AddSection{TOptions}"/>.
/// To add one: a library that references <c>Gateway.Analytics</c>, a public class with this interface and a constructor without
/// parameters, and the library's file in <c>Gateway:Extensions</c>. The sample is <c>Gateway.Tests/Extension/SampleExtension.cs</c>.
/// </summary>
public interface IGatewayExtension
{
    /// <summary>Called once, before the configuration is checked.</summary>
    void Register(IServiceCollection services);
}
