using Gateway.Analytics.Classify;
using NUnit.Framework;

namespace Gateway.Tests.Classify;

public sealed class EndpointTemplateTests
{
    [TestCase("", "/")]
    [TestCase("/", "/")]
    [TestCase("//", "/")]
    [TestCase("*", "/*")]
    [TestCase("/users", "/users")]
    [TestCase("/users/", "/users")]
    [TestCase("//users///all", "/users/all")]
    [TestCase("/users?id=4711", "/users")]
    [TestCase("/users#top", "/users")]
    [TestCase("/users/4711", "/users/{n}")]
    [TestCase("/users/4711/orders/12", "/users/{n}/orders/{n}")]
    [TestCase("/v1/api", "/v1/api")]
    [TestCase("/o/123e4567-e89b-12d3-a456-426614174000", "/o/{uuid}")]
    [TestCase("/o/123E4567-E89B-12D3-A456-426614174000/x", "/o/{uuid}/x")]
    [TestCase("/o/123e4567-e89b-12d3-a456-42661417400g", "/o/{id}")]
    [TestCase("/c/9f86d081884c7d65", "/c/{hex}")]
    [TestCase("/c/da39a3ee5e6b4b0d3255bfef95601890afd80709", "/c/{hex}")]
    [TestCase("/c/9f86d08", "/c/9f86d08")]
    [TestCase("/t/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/t/{id}")]
    [TestCase("/t/V1StGXR8_Z5jdHi6B-myT", "/t/{id}")]
    [TestCase("/t/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "/t/{id}")]
    [TestCase("/t/a-slug-without-any-number-in-it", "/t/a-slug-without-any-number-in-it")]
    [TestCase("/t/release-notes-for-version-2-8", "/t/release-notes-for-version-2-8")]
    [TestCase("/t/getAllTheThingsThatThereAre", "/t/getAllTheThingsThatThereAre")]
    [TestCase("/d/2024-05-31", "/d/{date}")]
    [TestCase("/d/2024-05", "/d/{date}")]
    [TestCase("/d/2024-05-31T10:00:00Z", "/d/{date}")]
    [TestCase("/d/2024-13-01", "/d/2024-13-01")]
    [TestCase("/d/20240531", "/d/{n}")]
    [TestCase("/m/jane.doe@example.org", "/m/{id}")]
    [TestCase("/m/jane%40example.org", "/m/{id}")]
    [TestCase("/m/@types/node", "/m/@types/node")]
    [TestCase("/m/left-pad@1.2.3", "/m/left-pad@1.2.3")]
    [TestCase("/f/9f86d081884c7d659a2feaa0c55ad015.js", "/f/{hex}.js")]
    [TestCase("/f/app.9f86d081884c7d65.min.js", "/f/app.9f86d081884c7d65.min.js")]
    [TestCase("/f/app.9f86d081884c7d65.js", "/f/app.{hex}.js")]
    [TestCase("/f/4711.json", "/f/{n}.json")]
    [TestCase("/f/2024-05-31.csv", "/f/{date}.csv")]
    [TestCase("/f/jquery.3.js", "/f/jquery.3.js")]
    [TestCase("/f/1.2.3", "/f/1.2.3")]
    [TestCase("/f/.htaccess", "/f/.htaccess")]
    [TestCase("/p/a%20b/%2F", "/p/a%20b/%2F")]
    [TestCase("/1/2/3/4/5/6/7/8/9/10/11/12", "/{n}/{n}/{n}/{n}/{n}/{n}/{n}/{n}/{n}/{n}/{n}/{n}")]
    [TestCase("/a/b/c/d/e/f/g/h/i/j/k/l/m/n", "/a/b/c/d/e/f/g/h/i/j/k/l/…")]
    public void A_path_becomes_a_template(string path, string expected) => Assert.That(EndpointTemplate.Fold(path), Is.EqualTo(expected));

    [Test]
    public void A_long_path_is_cut_at_a_segment()
    {
        var word = new string('w', 50);

        Assert.That(EndpointTemplate.Fold($"/{word}/{word}/{word}"), Is.EqualTo($"/{word}/{word}/…"));
        Assert.That(EndpointTemplate.Fold("/" + new string('w', 5_000)), Is.EqualTo("/…"));
    }

    [Test]
    public void A_path_with_nothing_to_fold_is_the_same_instance_and_costs_nothing()
    {
        var path = "/api/v1/users";

        Assert.That(EndpointTemplate.Fold(path), Is.SameAs(path));
        Allocations.AssertNone(() => EndpointTemplate.Fold(path));
    }

    [Test]
    public void Any_path_becomes_a_short_template_that_folds_to_itself()
    {
        var random = new Random(11);
        const string Alphabet = "/////aZ09-_.@%{}é?\u0000\uD83D\uDE00~";
        for (var round = 0; round < 20_000; round++)
        {
            var path = string.Create(random.Next(0, 300), random, static (span, random) =>
            {
                foreach (ref var c in span)
                    c = Alphabet[random.Next(Alphabet.Length)];
            });

            var folded = EndpointTemplate.Fold(path);

            Assert.That(folded, Does.StartWith("/").And.Length.LessThanOrEqualTo(128));
            Assert.That(folded.Count(c => c == '/'), Is.LessThanOrEqualTo(13));
            Assert.That(folded.EndsWith("/…", StringComparison.Ordinal) || EndpointTemplate.Fold(folded) == folded, Is.True, path);
        }
    }
}
