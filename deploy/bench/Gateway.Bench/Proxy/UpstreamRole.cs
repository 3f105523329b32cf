using System.Net;

namespace Gateway.Bench.Proxy;

/// <summary>The upstream in a process of its own: 1 KB for every request, nothing else.</summary>
static class UpstreamRole
{
    public const string Verb = "role-upstream";

    static readonly byte[] Answer = CreateAnswer();

    public static Task<int> RunAsync(CancellationToken token)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = Answer.Length;
            return http.Response.Body.WriteAsync(Answer).AsTask();
        });
        return RoleHost.RunAsync(app, token);
    }

    static byte[] CreateAnswer()
    {
        var answer = new byte[1024];
        answer.AsSpan().Fill((byte)'.');
        return answer;
    }
}
