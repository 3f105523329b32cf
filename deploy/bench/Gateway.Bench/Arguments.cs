using System.Globalization;

namespace Gateway.Bench;

/// <summary>Command-line options, <c>--name value</c> or <c>--name=value</c>; an unknown one is refused by name.</summary>
sealed class Arguments
{
    readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--help" or "-h")
                AsksForHelp = true;
            else if (!args[i].StartsWith("--", StringComparison.Ordinal))
                Positional.Add(args[i]);
            else if (args[i].Split('=', 2) is [var name, var value])
                values[name[2..]] = value;
            else if (i + 1 < args.Count)
                values[args[i][2..]] = args[++i];
            else
                throw new BenchException($"{args[i]} needs a value.");
        }
    }

    public List<string> Positional { get; } = [];

    public bool AsksForHelp { get; }

    public string? Text(string name)
    {
        asked.Add(name);
        return values.GetValueOrDefault(name);
    }

    public int Whole(string name, int usual, int least, int most)
    {
        if (Text(name) is not { } text)
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BenchException($"--{name} {text}: a whole number from {least} to {most} is accepted.");
    }

    public double Share(string name, double usual)
    {
        if (Text(name) is not { } text)
            return usual;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new BenchException($"--{name} {text}: a share from 0 to 1 is accepted.");
    }

    /// <summary>An address on this machine; a bench never speaks to another one.</summary>
    public Uri Loopback(string name, string usual)
    {
        var text = Text(name) ?? usual;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
            ? address
            : throw new BenchException($"--{name} {text}: an http address on this machine is accepted, such as {usual}.");
    }

    /// <summary>After all options have been asked for.</summary>
    public void RefuseUnknown()
    {
        if (values.Keys.FirstOrDefault(name => !asked.Contains(name)) is { } unknown)
            throw new BenchException($"--{unknown} is unknown; accepted: {string.Join(", ", asked.Select(name => "--" + name))}.");
    }
}
