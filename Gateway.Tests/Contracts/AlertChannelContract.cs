using System.Reflection;
using Gateway.Analytics.Alerts.Channels;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Contracts;

/// <summary>Runs over the list of kinds of channels: a new one is tested by being listed.</summary>
public sealed class AlertChannelContract
{
    static readonly ChannelStand Stand = new();

    static IEnumerable<IAlertChannel> All() => Stand.All.All;

    [OneTimeTearDown]
    public void End() => Stand.Dispose();

    [Test]
    public void Every_channel_is_in_the_list()
    {
        var written = typeof(IAlertChannel).Assembly.GetTypes().Where(type => type.IsClass && typeof(IAlertChannel).IsAssignableFrom(type));
        Assert.That(All().Select(channel => channel.GetType()), Is.EquivalentTo(written));
    }

    [Test]
    public void The_contract_stays_small() =>
        Assert.That(typeof(IAlertChannel).GetMembers().Where(member => member is not MethodInfo { IsSpecialName: true }), Has.Exactly(2).Items);

    [TestCaseSource(nameof(All))]
    public void Its_kind_can_be_a_word_in_documents_and_a_form(object channel)
    {
        var kind = ((IAlertChannel)channel).Kind;
        Assert.That(kind.Type, Does.Match("^[a-z][a-zA-Z]*$"));
        Assert.That(kind.Title, Is.Not.Empty);
        foreach (var setting in kind.Settings)
        {
            Assert.That(setting.Name, Does.Match("^[a-z][a-zA-Z]*$"));
            Assert.That(setting.Title, Is.Not.Empty, setting.Name);
            Assert.That(setting.Help, Does.EndWith("."), setting.Name);
            Assert.That(setting.Kind == SettingKind.Choice, Is.EqualTo(setting.Choices.Count > 0), setting.Name);
            Assert.That(setting is { IsSecret: true, Kind: SettingKind.Number }, Is.False, $"{setting.Name}: secrets are texts");
        }
    }

    [TestCaseSource(nameof(All))]
    public void It_names_what_is_missing_and_what_it_does_not_know(object channel)
    {
        var kind = ((IAlertChannel)channel).Kind;
        var errors = ChannelStand.Settings(kind, new { nonsense = 1 }).Errors().ToList();
        Assert.That(errors.Select(error => error.Setting), Is.EquivalentTo(kind.Settings.Where(setting => setting.IsRequired).Select(setting => setting.Name).Append("nonsense")));
    }

    [TestCaseSource(nameof(All))]
    public async Task With_nothing_at_the_other_end_it_answers_and_throws_nothing(object channel)
    {
        var kind = ((IAlertChannel)channel).Kind;
        var settings = kind.Settings.ToDictionary(setting => setting.Name, setting => setting switch
        {
            { Name: "host" } => "127.0.0.1",
            { Kind: SettingKind.Number } => (object)1,
            { Kind: SettingKind.Url } => "http://127.0.0.1:1",
            { Kind: SettingKind.Mails } => "a@example.com",
            { Kind: SettingKind.Choice } => setting.Default!,
            { Kind: SettingKind.Lines } => "",
            _ => "x",
        });
        var answer = await ((IAlertChannel)channel).SendAsync(ChannelStand.Settings(kind, settings), [ChannelStand.Notice()], CancellationToken.None);
        Assert.That(answer.Outcome, Is.EqualTo(kind.Type == "log" ? ChannelOutcome.Delivered : ChannelOutcome.Again));
        Assert.That(answer.Detail, Is.Not.Empty);
    }
}
