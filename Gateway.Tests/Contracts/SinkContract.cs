using System.Reflection;
using Gateway.Analytics.Sinks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.Contracts;

/// <summary>Runs over the list of sinks: a new one is tested by being listed.</summary>
public sealed class SinkContract
{
    static readonly ServiceProvider Services = Build();

    static IEnumerable<ISink> All() => Services.GetServices<ISink>();

    [OneTimeTearDown]
    public void End() => Services.Dispose();

    [Test]
    public void Every_sink_is_in_the_list()
    {
        var written = typeof(ISink).Assembly.GetTypes().Where(type => type.IsClass && typeof(ISink).IsAssignableFrom(type));
        Assert.That(All().Select(sink => sink.GetType()), Is.EquivalentTo(written));
    }

    [Test]
    public void The_contract_stays_small() =>
        Assert.That(typeof(ISink).GetMembers().Where(member => member is not MethodInfo { IsSpecialName: true }), Has.Exactly(3).Items);

    [TestCaseSource(nameof(All))]
    public void A_sink_that_nobody_configured_is_off(object sink) => Assert.That(((ISink)sink).IsOn, Is.False);

    [TestCaseSource(nameof(All))]
    public void A_name_can_be_a_file_and_a_label(object sink) => Assert.That(((ISink)sink).Name, Does.Match("^[a-z][a-z0-9-]*$"));

    static ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSinks()
        .BuildServiceProvider();
}
