using Gateway.Analytics.Alerts;
using NUnit.Framework;

namespace Gateway.Tests.Alerts;

/// <summary>
/// One table of what is observed minute by minute and what follows. Observations: m met, h met by the second threshold only, - not
/// met, ? nothing to judge by, ! cannot be evaluated. States after each: o ok, p pending, F firing, N no data, E error.
/// </summary>
public sealed class AlertMachineTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    // Notices: minute and F fired or R resolved.
    static readonly object[] Scenarios =
    [
        Case("fires at once without for", new(), "-m-", "oFo", "1F 2R"),
        Case("breach shorter than for is never told", new() { For = 3 }, "-mm--", "oppoo", ""),
        Case("breach as long as for fires", new() { For = 3 }, "mmmm-", "pppFo", "3F 4R"),
        Case("a break begins for anew", new() { For = 2 }, "mm-mmm", "ppoppF", "5F"),
        Case("flapping is told once within the cooldown", new() { Cooldown = 10 }, "m-m-m-m-m-m-m", "FopopopopoFop", "0F 1R 10F 11R"),
        Case("what still holds when the cooldown is over fires then", new() { Cooldown = 4 }, "m-mmm", "FoppF", "0F 1R 4F"),
        Case("keep firing outlasts a pause", new() { KeepFiring = 3 }, "m--m---", "FFFFFFo", "0F 6R"),
        Case("hysteresis holds what fires and fires nothing", new(), "hmhh-h", "oFFFoo", "1F 4R"),
        Case("no data is ok", new(), "m??", "Foo", "0F 1R"),
        Case("no data alerts as a state of its own", new() { NoData = WhenMissing.Alert }, "-??-", "oNNo", "1F 3R"),
        Case("no data keeps what is", new() { NoData = WhenMissing.Keep }, "m??-?", "FFFoo", "0F 3R"),
        Case("no data keeps what waits", new() { NoData = WhenMissing.Keep, For = 3 }, "m??m", "pppF", "3F"),
        Case("error alerts as a state of its own", new() { OnError = WhenMissing.Alert }, "-!-", "oEo", "1F 2R"),
        Case("error is ok", new() { OnError = WhenMissing.Ok }, "m!", "Fo", "0F 1R"),
        Case("error keeps what is", new() { OnError = WhenMissing.Keep }, "m!!-", "FFFo", "0F 3R"),
        Case("a fire that cannot be seen for a moment is told once", new() { OnError = WhenMissing.Alert }, "m!m!m-", "FEFEFo", "0F 5R"),
        Case("an error that becomes a fire is told", new() { OnError = WhenMissing.Alert }, "!m!m-", "EFEFo", "0F 1F 4R"),
        Case("for holds for errors too", new() { OnError = WhenMissing.Alert, For = 2 }, "!-!!!", "poppE", "4F"),
    ];

    [TestCaseSource(nameof(Scenarios))]
    public void States_and_notices_are_as_the_table_says(string name, Timing timing, string observed, string states, string notices)
    {
        Assert.That(states, Has.Length.EqualTo(observed.Length), name);
        var rule = new AlertTiming(Minutes(timing.For), Minutes(timing.KeepFiring), Minutes(timing.Cooldown), timing.NoData, timing.OnError);
        var state = InstanceState.New("", "", Start);
        var (found, told, rows) = ("", new List<string>(), new List<StateChange>());
        for (var minute = 0; minute < observed.Length; minute++)
        {
            var (met, holds) = Verdicts(observed[minute]);
            (state, var change) = AlertMachine.Next(rule, state, met, holds, Start.AddMinutes(minute));
            found += Letter(state.Status);
            if (change is null)
                continue;
            rows.Add(change);
            if (change.Notice is { } notice)
                told.Add($"{minute}{(notice == NoticeKind.Fired ? 'F' : 'R')}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(states), name);
            Assert.That(string.Join(' ', told), Is.EqualTo(notices), name);
            // The log has one row for each change of state, and nothing else.
            Assert.That(rows.Select(row => Letter(row.To)), Is.EqualTo(Changes("o" + states)), name);
        });
    }

    [Test]
    public void A_firing_and_its_end_name_one_incident_and_the_next_another()
    {
        var timing = new AlertTiming(default, default, default, default, default);
        var state = InstanceState.New("", "", Start);
        var incidents = new List<DateTimeOffset?>();
        foreach (var (minute, verdict) in new[] { Verdict.Met, Verdict.NotMet, Verdict.Met, Verdict.NotMet }.Index())
        {
            (state, var change) = AlertMachine.Next(timing, state, verdict, verdict, Start.AddMinutes(minute));
            incidents.Add(change!.FiredAt);
        }

        Assert.That(incidents, Is.EqualTo(new[] { Start, Start, Start.AddMinutes(2), Start.AddMinutes(2) }));
    }

    static IEnumerable<char> Changes(string states) => states.Zip(states.Skip(1)).Where(each => each.First != each.Second).Select(each => each.Second);

    static (Verdict, Verdict) Verdicts(char observed) => observed switch
    {
        'm' => (Verdict.Met, Verdict.Met),
        'h' => (Verdict.NotMet, Verdict.Met),
        '?' => (Verdict.NoData, Verdict.NoData),
        '!' => (Verdict.Error, Verdict.Error),
        _ => (Verdict.NotMet, Verdict.NotMet),
    };

    static char Letter(AlertStatus status) => status switch
    {
        AlertStatus.Pending => 'p',
        AlertStatus.Firing => 'F',
        AlertStatus.NoData => 'N',
        AlertStatus.Error => 'E',
        _ => 'o',
    };

    static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    static object[] Case(string name, Timing timing, string observed, string states, string notices) => [name, timing, observed, states, notices];

    /// <summary>In minutes.</summary>
    public sealed record Timing
    {
        public int For { get; init; }
        public int KeepFiring { get; init; }
        public int Cooldown { get; init; }
        public WhenMissing NoData { get; init; }
        public WhenMissing OnError { get; init; }
    }
}
