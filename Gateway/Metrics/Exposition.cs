using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Metrics;

/// <summary>
/// Writes families as text: Prometheus 0.0.4, or OpenMetrics 1.0, which names a counter's family without its <c>_total</c>,
/// writes bounds as floats and ends with a mark.
/// </summary>
sealed class Exposition(IBufferWriter<byte> to, bool isOpenMetrics)
{
    const string Total = "_total";

    string name = "";

    /// <summary>Series written so far.</summary>
    public int Series { get; private set; }

    /// <summary>Samples that follow belong to this family.</summary>
    public void Begin(MetricFamily family)
    {
        name = family.Name;
        var shown = isOpenMetrics && family.Type == MetricType.Counter ? name[..^Total.Length] : name;
        Text("# HELP ");
        Text(shown);
        Text(" ");
        Text(family.Help);
        Text("\n# TYPE ");
        Text(shown);
        Text(family.Type switch
        {
            MetricType.Counter => " counter\n",
            MetricType.Gauge => " gauge\n",
            _ => " histogram\n",
        });
    }

    /// <summary>A family of one series.</summary>
    public void One(MetricFamily family, double value)
    {
        Begin(family);
        Sample("", value);
    }

    /// <param name="labels">As <see cref="Labels"/> writes them.</param>
    /// <param name="value">Whole numbers up to 2^53 are written as they are.</param>
    /// <param name="more">Further labels.</param>
    public void Sample(string labels, double value, string more = "") => Line("", labels, more, value);

    /// <summary>The buckets, sum and count of one child.</summary>
    public void Histogram(string labels, LatencyHistogram histogram)
    {
        var bounds = histogram.Bounds;
        var count = 0L;
        for (var index = 0; index <= bounds.Texts.Count; index++)
        {
            count += histogram.Count(index);
            var text = index == bounds.Texts.Count ? "le=\"+Inf\"" : isOpenMetrics ? bounds.Floats[index] : bounds.Texts[index];
            Line("_bucket", labels, text, count);
        }

        Line("_sum", labels, "", histogram.SumSeconds);
        Line("_count", labels, "", count);
    }

    public void End()
    {
        if (isOpenMetrics)
            Text("# EOF\n");
    }

    /// <summary>Labels as they stand between braces; values are escaped.</summary>
    public static string Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in labels)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(label).Append("=\"")
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }

    void Line(string suffix, string labels, string more, double value)
    {
        Series++;
        Text(name);
        Text(suffix);
        if (labels.Length + more.Length > 0)
        {
            Text("{");
            Text(labels);
            if (labels.Length > 0 && more.Length > 0)
                Text(",");
            Text(more);
            Text("}");
        }

        var span = to.GetSpan(40);
        span[0] = (byte)' ';
        // 24 characters hold any double.
        if (!(value == Math.Truncate(value) && Math.Abs(value) < 1L << 53
            ? ((long)value).TryFormat(span[1..], out var length, default, CultureInfo.InvariantCulture)
            : value.TryFormat(span[1..], out length, "R", CultureInfo.InvariantCulture)))
            throw new InvalidOperationException($"{value} has no room.");
        span[length + 1] = (byte)'\n';
        to.Advance(length + 2);
    }

    void Text(string text) => to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
