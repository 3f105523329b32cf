using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Admin.Jwt;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Jwt;

/// <summary>Sets of keys from issuers that are careless or hostile.</summary>
public sealed class JwtKeySetTests
{
    static readonly Dictionary<string, string?> Rsa = SigningKey.Rsa("r").ToJwk();
    static readonly Dictionary<string, string?> Curve = SigningKey.Curve("e", ECCurve.NamedCurves.nistP256).ToJwk();

    [Test]
    public void Right_keys_are_taken()
    {
        var keys = Parse(Rsa, Curve, SigningKey.Curve(null, ECCurve.NamedCurves.nistP521).ToJwk());
        Assert.That(keys.Keys.Select(key => (key.Id, key.Curve)), Is.EqualTo(new[] { ("r", default(string)), ("e", "P-256"), (null, "P-521") }));
        Assert.That(keys.LeftOut, Is.Empty);
    }

    [Test]
    public void Keys_for_something_else_are_passed_over_in_silence()
    {
        var keys = Parse(With(Rsa, ("use", "enc")), With(Curve, ("use", null)));
        Assert.That(keys.Keys.Select(key => key.Id), Is.EqualTo(new[] { "e" }));
        Assert.That(keys.LeftOut, Is.Empty);
    }

    static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("RSA of 1024 bits", SigningKey.Rsa("weak", 1024).ToJwk(), "it has 1024 bits");
        yield return Case("RSA with zeros before it", With(SigningKey.Rsa("weak", 1024).ToJwk(), pad: "n"), "it has 1024 bits");
        yield return Case("RSA of 9000 bits", With(Rsa, ("n", new string('_', 1500))), "it has 9000 bits");
        yield return Case("even exponent", With(Rsa, ("e", "Ag")), "its exponent is not accepted");
        yield return Case("exponent 1", With(Rsa, ("e", "AQ")), "its exponent is not accepted");
        yield return Case("long exponent", With(Rsa, ("e", new string('_', 40))), "its exponent is not accepted");
        yield return Case("no modulus", With(Rsa, ("n", null)), "its numbers are no key");
        yield return Case("modulus of garbage", With(Rsa, ("n", "%%%")), "its numbers are no key");
        yield return Case("unknown curve", With(Curve, ("crv", "secp256k1")), "its curve is none of P-256, P-384, P-521");
        yield return Case("another curve", With(Curve, ("crv", "P-384")), "its point has not the length of its curve");
        yield return Case("point off the curve", With(Curve, ("x", Curve["y"])), "its numbers are no key");
        yield return Case("point at nothing", With(Curve, ("x", new string('A', 43)), ("y", new string('A', 43))), "its numbers are no key");
        yield return Case("symmetric", new Dictionary<string, string?> { ["kty"] = "oct", ["k"] = "c2VjcmV0" }, "it is symmetric");
        yield return Case("Edwards curve", With(Curve, ("kty", "OKP"), ("crv", "Ed25519")), "its kind is neither RSA nor EC");
        yield return Case("HMAC by its algorithm", With(Rsa, ("alg", "HS256")), "its algorithm \"HS256\" does not go with it");
        yield return Case("RSA for ES256", With(Rsa, ("alg", "ES256")), "its algorithm \"ES256\" does not go with it");
        yield return Case("P-256 for ES384", With(Curve, ("alg", "ES384")), "its algorithm \"ES384\" does not go with it");

        static TestCaseData Case(string name, Dictionary<string, string?> key, string why) => new TestCaseData(key, why).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Refused))]
    public void A_key_that_may_not_check_is_left_out_and_the_others_stay(Dictionary<string, string?> bad, string why)
    {
        var keys = Parse(bad, SigningKey.Curve("good", ECCurve.NamedCurves.nistP384).ToJwk());
        Assert.That(keys.Keys.Select(key => key.Id), Is.EqualTo(new[] { "good" }));
        Assert.That(keys.LeftOut.Single(), Does.StartWith("key 1").And.Contain(why));
    }

    [Test]
    public void Of_two_keys_with_one_id_the_first_is_taken_and_what_is_said_stays_on_one_line()
    {
        var keys = Parse(With(Rsa, ("kid", "a\nb" + new string('x', 500))), With(SigningKey.Rsa("r").ToJwk(), ("kid", "a\nb" + new string('x', 500))));
        Assert.That(keys.Keys, Has.Count.EqualTo(1));
        Assert.That(keys.LeftOut.Single(), Does.Contain("another key has the same id").And.Not.Contain("\n").And.Length.LessThan(150));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{ "keys": 1 }""")]
    [TestCase("""{ "keys": [] """)]
    [TestCase("""{ "keys": [], "keys": [] }""")]
    [TestCase("""{ "keys": [{ "kty": "\ud800" }] }""")]
    [TestCase("<html>")]
    public void What_is_no_set_of_keys_is_refused(string json) => Assert.That(() => JwtKeySet.Parse(Encoding.UTF8.GetBytes(json)), Throws.InstanceOf<JsonException>());

    [Test]
    public void Too_many_keys_are_refused_and_none_are_none()
    {
        Assert.That(() => Parse([.. Enumerable.Range(0, 101).Select(_ => Curve)]), Throws.InstanceOf<JsonException>());
        Assert.That(Parse().Keys, Is.Empty);
        Assert.That(JwtKeySet.Parse("""{ "keys": [1, null, [], {}] }"""u8.ToArray()).LeftOut, Has.Count.EqualTo(4));
    }

    static JwtKeySet Parse(params Dictionary<string, string?>[] keys) => JwtKeySet.Parse(JsonSerializer.SerializeToUtf8Bytes(new { keys }));

    static Dictionary<string, string?> With(Dictionary<string, string?> key, params (string Name, string? Value)[] changes)
    {
        var changed = new Dictionary<string, string?>(key);
        foreach (var (name, value) in changes)
            changed[name] = value;
        return changed;
    }

    // Zeros before a number make it no longer.
    static Dictionary<string, string?> With(Dictionary<string, string?> key, string pad) => With(key, (pad, "AAAA" + key[pad]));
}
