using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gateway.Bench.Proxy;

/// <summary>The real gateway in a process of its own, with a data folder and an embedded database that go with it.</summary>
sealed partial class GatewayProcess : IAsyncDisposable
{
    static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);
    static readonly TimeSpan DrainWithin = TimeSpan.FromMinutes(2);

    readonly ChildProcess child;
    readonly DirectoryInfo folder;

    GatewayProcess(ChildProcess child, DirectoryInfo folder, string token)
    {
        (this.child, this.folder) = (child, folder);
        Edge = new Uri(Address(child.Output, "Traffic"));
        Admin = new AdminClient(new Uri(Address(child.Output, "Admin")), token);
    }

    public Uri Edge { get; }

    /// <summary>Where health and metrics are.</summary>
    public Uri Machines => new(Address(child.Output, "Machines"));

    public AdminClient Admin { get; }

    public int Id => child.Id;

    /// <summary>Pid of the database server that the gateway runs.</summary>
    public int DatabaseId => int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public string DatabaseVersion => File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim();

    string Cluster => Path.Combine(folder.FullName, "data", "postgres", "cluster");

    public static async Task<GatewayProcess> StartAsync(string program, string upstream, CancellationToken token, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-");
        try
        {
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            string[] command =
            [
                "dotnet", program,
                $"--Gateway:DataFolder={Path.Combine(folder.FullName, "data")}",
                "--Gateway:Proxy:Urls=http://127.0.0.1:0",
                "--Gateway:Admin:Urls=http://127.0.0.1:0",
                "--Gateway:Metrics:Urls=http://127.0.0.1:0",
                .. settings,
            ];
            // By environment: a token on the command line is for everybody to read.
            var environment = new Dictionary<string, string> { ["Gateway__Admin__BootstrapToken"] = secret, ["ConnectionStrings__Gateway"] = "" };
            var (child, _) = await ChildProcess.StartAsync(command, environment, "Sign in", token);
            var gateway = new GatewayProcess(child, folder, secret);
            try
            {
                await gateway.ReadyAsync(token);
                await gateway.Admin.PutAsync("config", ProxyShape.Document(upstream), null, token);
                await gateway.OpenAsync(token);
                return gateway;
            }
            catch (Exception failed)
            {
                await gateway.DisposeAsync();
                if (failed is BenchException)
                    throw new BenchException($"{failed.Message}\nThe gateway's log:\n{child.Output}");
                throw;
            }
        }
        catch
        {
            if (folder.Exists)
                folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Waits until everything captured up to now is stored; answers the counts.</summary>
    public async Task<PipelineCounts> DrainAsync(CancellationToken token)
    {
        DateTimeOffset? asked = null;
        while (true)
        {
            var pipeline = await Admin.GetAsync("pipeline", null, token);
            var now = pipeline["time"]!.GetValue<DateTimeOffset>();
            asked ??= now;
            if (pipeline["queued"]!.GetValue<long>() == 0 && pipeline["completeUntil"]?.GetValue<DateTimeOffset>() >= asked)
            {
                return new PipelineCounts(
                    pipeline["captured"]!.GetValue<long>(),
                    pipeline["stored"]!.GetValue<long>(),
                    pipeline["quarantined"]!.GetValue<long>(),
                    pipeline["dropped"]!.AsObject().Sum(reason => reason.Value!.GetValue<long>()));
            }

            if (now - asked > DrainWithin)
                throw new BenchException($"The gateway has not stored everything after {DrainWithin.TotalSeconds} s: {pipeline["queued"]} events are queued.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await child.DisposeAsync();
        folder.Refresh();
        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    /// <summary>Waits until the database has its tables and the gateway has read its configuration, empty as it is.</summary>
    async Task ReadyAsync(CancellationToken token)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Machines };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        over.CancelAfter(ReadyWithin);
        try
        {
            while (true)
            {
                using var answer = await http.GetAsync("/ready", over.Token);
                if (answer.IsSuccessStatusCode)
                    return;
                await Task.Delay(100, over.Token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new BenchException($"The gateway is not ready after {ReadyWithin.TotalSeconds} s.");
        }
    }

    /// <summary>Waits until the configuration is in force.</summary>
    async Task OpenAsync(CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        over.CancelAfter(ReadyWithin);
        var request = LoadConnection.Bytes(ProxyShape.Cycle(), Edge)[0];
        try
        {
            using var connection = await LoadConnection.OpenAsync(Edge, over.Token);
            for (connection.Send(request); !await connection.ReceiveAsync(over.Token); connection.Send(request))
                await Task.Delay(100, over.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new BenchException($"The gateway does not serve its routes after {ReadyWithin.TotalSeconds} s.");
        }
    }

    static string Address(string banner, string door) => Door().Matches(banner).FirstOrDefault(match => match.Groups["door"].Value == door) is { } match
        ? match.Groups["address"].Value
        : throw new BenchException($"The gateway does not say where {door} is:\n{banner}");

    [GeneratedRegex(@"^\s*(?<door>Traffic|Admin|Machines)\s+(?<address>http://[^\s/]+)", RegexOptions.Multiline)]
    private static partial Regex Door();
}
