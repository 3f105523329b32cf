using System.Buffers.Text;
using Gateway.Admin.Jwt;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Jwt;

/// <summary>The form of tokens: what is no token never gets as far as a key.</summary>
public sealed class JwtTokenTests
{
    const string Header = """{"alg":"RS256","kid":"k"}""";
    const string Payload = """{"iss":"https://id.example.com","aud":"a","exp":2000000000}""";

    static readonly string Right = Token(Header, Payload);

    [Test]
    public void A_token_is_read()
    {
        var jwt = JwtToken.Read(Token("""{"alg":"ES256","typ":"JWT"}""", """{"iss":"i","sub":"s","aud":["a","b"],"exp":1000.5,"nbf":1e3,"scope":"x y","scp":["z"],"n":1.50,"b":true,"o":{"a":1},"l":["p",2,null,["q"]]}"""))!;
        Assert.That((jwt.Algorithm, jwt.KeyId, jwt.Type, jwt.Issuer, jwt.Subject), Is.EqualTo(("ES256", default(string), "JWT", "i", "s")));
        Assert.That((jwt.ExpiresAt, jwt.NotBefore), Is.EqualTo((DateTimeOffset.UnixEpoch.AddSeconds(1000.5), DateTimeOffset.UnixEpoch.AddSeconds(1000))));
        Assert.That(jwt.Audiences, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(jwt.Scopes, Is.EqualTo(new[] { "x", "y", "z" }));
        Assert.That(jwt.Claims["n"].Concat(jwt.Claims["b"]).Concat(jwt.Claims["l"]), Is.EqualTo(new[] { "1.50", "true", "p", "2" }));
        Assert.That(jwt.Claims.Keys, Has.None.EqualTo("o"));
    }

    static IEnumerable<string> Broken()
    {
        var parts = Right.Split('.');
        yield return "";
        yield return ".";
        yield return "..";
        yield return "...";
        yield return "abc";
        yield return $"{parts[0]}.{parts[1]}";
        yield return $"{parts[0]}.{parts[1]}.";
        yield return $".{parts[1]}.{parts[2]}";
        yield return $"{parts[0]}..{parts[2]}";
        yield return Right + "." + parts[2];
        yield return Right + ".a.b";
        foreach (var garbage in new[] { "%%%", "a b", "=", "a", "\u00e9\u00e9", "\0\0\0\0", "++//", "\ud800", "AAAA", "\n" })
        {
            yield return $"{garbage}.{parts[1]}.{parts[2]}";
            yield return $"{parts[0]}.{garbage}.{parts[2]}";
            yield return garbage == "AAAA" ? "x" : $"{parts[0]}.{parts[1]}.{garbage}";
        }

        yield return $"{parts[0]}=.{parts[1]}.{parts[2]}";
        yield return $"{parts[0]}\n.{parts[1]}.{parts[2]}";
        foreach (var header in new[] { "[]", "\"RS256\"", "null", "{}", """{"alg":1}""", """{"alg":null}""", """{"alg":"RS256","kid":7}""", """{"alg":"none","alg":"RS256"}""", """{"alg":"\ud800"}""", """{"alg":"RS256"}x""", Deep(20) })
            yield return Token(header, Payload);
        foreach (var payload in new[]
        {
            "[]", "1", "", "{", "{}", """{"exp":null}""", """{"exp":"1"}""", """{"exp":[1]}""", """{"exp":1,"exp":2}""", """{"exp":1,"nbf":"x"}""",
            """{"exp":1,"iss":7}""", """{"exp":1,"sub":{"a":1}}""", """{"exp":1,"aud":7}""", """{"exp":1,"aud":[["a"]]}""", """{"exp":1,"aud":null}""",
            """{"exp":1,"scope":5}""", """{"exp":1,"scp":[5]}""", """{"exp":1,"iss":"\ud800"}""", """{"exp":1,"\ud800":1}""", """{"exp":1,"sub":"a","sub":"b"}""", $$"""{"exp":1,"x":{{Deep(20)}}}""",
        })
        {
            yield return Token(Header, payload);
        }

        yield return $"{parts[0]}.{Base64Url.EncodeToString([.. """{"exp":1,"iss":"""u8, 0x22, 0xff, 0x22, 0x7d])}.{parts[2]}";
    }

    [TestCaseSource(nameof(Broken))]
    public void What_is_broken_in_any_part_is_no_token(string token) => Assert.That(JwtToken.Read(token), Is.Null);

    [Test]
    public void No_change_of_one_character_makes_reading_fail_otherwise_than_by_saying_no()
    {
        foreach (var replacement in ".AZ=\0\"\ud800\u00ff ")
        {
            for (var place = 0; place < Right.Length; place++)
            {
                var changed = Right.ToCharArray();
                changed[place] = replacement;
                Assert.That(() => JwtToken.Read(changed), Throws.Nothing);
            }
        }
    }

    static string Token(string header, string payload) => $"{SigningKey.Encode(header)}.{SigningKey.Encode(payload)}.c2lnbmF0dXJl";

    static string Deep(int levels) => new string('[', levels) + new string(']', levels);
}
