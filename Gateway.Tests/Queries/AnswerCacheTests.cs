using Gateway.Analytics.Queries;
using Gateway.Tests.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Queries;

public sealed class AnswerCacheTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Test]
    public async Task An_answer_is_given_again_while_it_is_good()
    {
        var time = new SteppingTime();
        var cache = new AnswerCache(10, time);
        var computed = 0;
        Task<string> Ask() => cache.GetAsync("a", () => Task.FromResult($"answer {++computed}"), _ => Minute, default);
        Assert.That(await Ask(), Is.EqualTo("answer 1"));
        Assert.That(await Ask(), Is.EqualTo("answer 1"));
        Assert.That(cache.Holds("a"), Is.True);
        time.Advance(Minute);
        Assert.That(cache.Holds("a"), Is.False);
        Assert.That(await Ask(), Is.EqualTo("answer 2"));
    }

    [Test]
    public async Task Equal_questions_that_come_together_are_computed_once()
    {
        var cache = new AnswerCache(10, TimeProvider.System);
        var computed = 0;
        var release = new TaskCompletionSource<string>();
        var asked = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("a", () => { computed++; return release.Task; }, _ => Minute, default)).ToList();
        release.SetResult("one");
        Assert.That(await Task.WhenAll(asked), Is.All.EqualTo("one"));
        Assert.That(computed, Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_first_asker_goes_away_the_next_takes_over()
    {
        var cache = new AnswerCache(10, TimeProvider.System);
        using var leaves = new CancellationTokenSource();
        var first = cache.GetAsync("a", async () => { await Task.Delay(Timeout.Infinite, leaves.Token); return "never"; }, _ => Minute, leaves.Token);
        var second = cache.GetAsync("a", () => Task.FromResult("second"), _ => Minute, default);
        await leaves.CancelAsync();
        Assert.That(await second, Is.EqualTo("second"));
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void One_who_waits_may_go_away_alone()
    {
        var cache = new AnswerCache(10, TimeProvider.System);
        using var leaves = new CancellationTokenSource();
        var release = new TaskCompletionSource<string>();
        var first = cache.GetAsync("a", () => release.Task, _ => Minute, default);
        var second = cache.GetAsync("a", () => release.Task, _ => Minute, leaves.Token);
        leaves.Cancel();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        release.SetResult("one");
        Assert.That(async () => await first, Is.EqualTo("one"));
    }

    [Test]
    public async Task A_failure_and_what_shall_not_be_kept_are_asked_again()
    {
        var cache = new AnswerCache(10, TimeProvider.System);
        var computed = 0;
        Assert.That(async () => await cache.GetAsync<string>("a", () => throw new TimeoutException(), _ => Minute, default), Throws.TypeOf<TimeoutException>());
        for (var i = 0; i < 2; i++)
            await cache.GetAsync("a", () => Task.FromResult($"{++computed}"), _ => TimeSpan.Zero, default);
        Assert.That(computed, Is.EqualTo(2));
    }

    [Test]
    public async Task It_never_holds_more_than_it_may()
    {
        var cache = new AnswerCache(100, TimeProvider.System);
        for (var i = 0; i < 1000; i++)
            await cache.GetAsync($"{i}", () => Task.FromResult(i), _ => Minute, default);
        Assert.That(Enumerable.Range(0, 1000).Count(i => cache.Holds($"{i}")), Is.InRange(1, 100));
        Assert.That(cache.Holds("999"), Is.True);
    }
}
