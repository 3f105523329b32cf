using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

using Browser = Gateway.Analytics.Classify.Browser;

public sealed class UserAgentCacheTests
{
    const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    readonly SteppingTime time = new();

    [Test]
    public void A_remembered_user_agent_is_classified_when_it_is_asked_for()
    {
        var cache = Cache();
        var hash = cache.Remember(Chrome);
        Assert.That((cache.Cached, cache.Pending), Is.EqualTo((0, 1)));

        var found = Resolve(cache, hash);

        Assert.That(found, Is.EqualTo(new ClientClass(Browser.Chrome, ClientOs.Windows, Device.Desktop, TrafficClass.HumanBrowser)));
        Assert.That((cache.Cached, cache.Pending, cache.Unknown), Is.EqualTo((1, 0, 0L)), "the text is gone, the class is kept");
    }

    [Test]
    public void A_known_user_agent_leaves_no_text_and_keeps_its_hash()
    {
        var cache = Cache();
        var hash = cache.Remember(Chrome);
        Resolve(cache, hash);

        Assert.That(cache.Remember(Chrome), Is.EqualTo(hash));
        Assert.That(cache.Pending, Is.Zero);
    }

    [TestCase(null)]
    [TestCase("")]
    public void No_user_agent_is_0_and_unknown_and_not_counted(string? userAgent)
    {
        var cache = Cache();

        Assert.That(cache.Remember(userAgent), Is.Zero);
        Assert.That(Resolve(cache, 0), Is.EqualTo(default(ClientClass)));
        Assert.That(cache.Unknown, Is.Zero);
    }

    [Test]
    public void A_hash_whose_text_is_gone_is_unknown_and_counted()
    {
        var cache = Cache();

        Assert.That(Resolve(cache, 4711), Is.EqualTo(default(ClientClass)));
        Assert.That(cache.Unknown, Is.EqualTo(1));
    }

    [Test]
    public void Past_the_budget_it_is_unknown_and_counted_and_known_the_next_time()
    {
        // Each classification seems to take one second.
        var clock = new SteppingTime { Step = TimeSpan.FromSeconds(1) };
        var cache = new UserAgentCache(new UserAgentOptions(), clock);
        var hashes = Enumerable.Range(0, 5).Select(i => cache.Remember($"curl/8.{i}")).ToList();

        var budget = new ClassifyBudget(clock, TimeSpan.FromSeconds(2));
        var first = new List<TrafficClass>();
        foreach (var hash in hashes)
            first.Add(cache.Resolve(hash, ref budget).TrafficClass);
        var fresh = new ClassifyBudget(clock, TimeSpan.FromSeconds(60));

        Assert.That(first.Count(found => found is TrafficClass.HttpLibrary), Is.EqualTo(2));
        Assert.That((cache.Unknown, cache.Pending), Is.EqualTo((3L, 3)));
        Assert.That(cache.Resolve(hashes[^1], ref fresh).TrafficClass, Is.EqualTo(TrafficClass.HttpLibrary));
    }

    [Test]
    public void A_flood_of_new_user_agents_stays_within_the_pending_table()
    {
        var cache = Cache(pending: 256);

        for (var i = 0; i < 10_000; i++)
            cache.Remember($"flood/{i}");

        Assert.That(cache.Pending, Is.LessThanOrEqualTo(256));
    }

    [Test]
    public void Texts_that_nobody_asked_for_make_room_after_some_minutes()
    {
        var cache = Cache(pending: 256);
        for (var i = 0; i < 10_000; i++)
            cache.Remember($"flood/{i}");
        time.Advance(TimeSpan.FromMinutes(6));

        var hash = cache.Remember(Chrome);

        Assert.That(Resolve(cache, hash).Browser, Is.EqualTo(Browser.Chrome));
    }

    [Test]
    public void One_time_user_agents_do_not_push_out_the_one_in_use()
    {
        var cache = Cache(size: 1_024);
        var hash = cache.Remember(Chrome);
        Resolve(cache, hash);

        for (var i = 0; i < 5_000; i++)
        {
            Resolve(cache, cache.Remember($"curl/{i}"));
            cache.Remember(Chrome);
        }

        Assert.That(cache.Cached, Is.LessThanOrEqualTo(1_024));
        Assert.That(cache.Pending, Is.Zero, "Chrome was known all the time");
        Assert.That(Resolve(cache, hash).Browser, Is.EqualTo(Browser.Chrome));
        Assert.That(cache.Unknown, Is.Zero);
    }

    [Test]
    public void Remembering_a_known_user_agent_allocates_nothing()
    {
        var cache = Cache();
        Resolve(cache, cache.Remember(Chrome));

        Allocations.AssertNone(() => cache.Remember(Chrome));
    }

    [Test]
    public void Only_the_part_that_is_read_is_hashed_and_kept()
    {
        var cache = Cache();
        var head = new string('x', UserAgentClassifier.MaxLength);

        Assert.That(cache.Remember(head + "one"), Is.EqualTo(cache.Remember(head + "two")));
        Assert.That(cache.Pending, Is.EqualTo(1));
    }

    [Test]
    public void Two_processes_have_different_hashes() =>
        Assert.That(Cache().Remember(Chrome), Is.Not.EqualTo(Cache().Remember(Chrome)));

    [Test]
    public void Requests_on_many_threads_and_a_writer_end_with_every_class_known()
    {
        var cache = Cache();
        var agents = Enumerable.Range(0, 200).Select(i => $"curl/8.{i}").ToArray();

        Parallel.For(0, 20_000, i =>
        {
            var hash = cache.Remember(agents[i % agents.Length]);
            if (i % 7 == 0)
                Resolve(cache, hash);
        });
        var classes = agents.Select(agent => Resolve(cache, cache.Remember(agent)).TrafficClass);

        Assert.That(classes, Has.All.EqualTo(TrafficClass.HttpLibrary));
        Assert.That(cache.Pending, Is.Zero);
    }

    UserAgentCache Cache(int size = 16_384, int pending = 4_096) => new(new UserAgentOptions { CacheSize = size, PendingSize = pending }, time);

    ClientClass Resolve(UserAgentCache cache, ulong hash)
    {
        var budget = new ClassifyBudget(time, TimeSpan.FromMinutes(1));
        return cache.Resolve(hash, ref budget);
    }
}
