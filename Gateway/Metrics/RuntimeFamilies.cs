using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Metrics;

/// <summary>
/// The runtime's own meter and the server's, as far as they stand in the table. What the runtime observes is asked when somebody
/// reads; the rest is added up as it comes.
/// </summary>
sealed class RuntimeFamilies : IMetricSource, IDisposable
{
    const string Runtime = "System.Runtime";
    const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    static readonly Row[] Table =
    [
        new(Server, "kestrel.active_connections", Families.Connections, null),
        new(Server, "kestrel.rejected_connections", Families.Rejected, null),
        new(Runtime, "dotnet.gc.collections", Families.Collections, "gc.heap.generation"),
        new(Runtime, "dotnet.gc.pause.time", Families.Pauses, null),
        new(Runtime, "dotnet.gc.last_collection.heap.size", Families.Heap, "gc.heap.generation"),
        new(Runtime, "dotnet.gc.heap.total_allocated", Families.Allocated, null),
        new(Runtime, "dotnet.thread_pool.thread.count", Families.Threads, null),
        new(Runtime, "dotnet.thread_pool.queue.length", Families.Waiting, null),
        new(Runtime, "dotnet.monitor.lock_contentions", Families.Contentions, null),
        new(Runtime, "dotnet.exceptions", Families.Exceptions, null),
        new(Runtime, "dotnet.process.cpu.time", Families.Cpu, null),
        new(Runtime, "dotnet.process.memory.working_set", Families.Resident, null),
    ];

    readonly MeterListener listener = new();
    readonly Lock reading = new();
    readonly Values[] all = [.. Table.Select(row => new Values(row))];

    public RuntimeFamilies(IMeterFactory meters)
    {
        // The runtime's meter is of the process; the server's belongs to who made it, and a process may hold several gateways.
        listener.InstrumentPublished = (instrument, self) =>
        {
            var values = all.FirstOrDefault(one => one.Row.Meter == instrument.Meter.Name && one.Row.Instrument == instrument.Name);
            if (values is not null && (values.Row.Meter == Runtime || ReferenceEquals(instrument.Meter.Scope, meters)))
                self.EnableMeasurementEvents(instrument, values);
        };
        listener.SetMeasurementEventCallback<long>(static (instrument, value, tags, state) => ((Values)state!).Take(value, instrument.IsObservable, tags));
        listener.SetMeasurementEventCallback<int>(static (instrument, value, tags, state) => ((Values)state!).Take(value, instrument.IsObservable, tags));
        listener.SetMeasurementEventCallback<double>(static (instrument, value, tags, state) => ((Values)state!).Take(value, instrument.IsObservable, tags));
        listener.Start();
    }

    public void Write(Exposition to)
    {
        lock (reading)
        {
            foreach (var values in all)
                values.Forget();
            listener.RecordObservableInstruments();
            foreach (var values in all)
                values.Write(to);
        }

        using var process = Process.GetCurrentProcess();
        to.One(Families.Started, new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
    }

    public void Dispose() => listener.Dispose();

    /// <param name="Tag">The one that becomes the family's label; over all others is summed.</param>
    sealed record Row(string Meter, string Instrument, MetricFamily Family, string? Tag);

    sealed class Values(Row row)
    {
        readonly ConcurrentDictionary<string, double> observed = new(StringComparer.Ordinal);
        double added;

        public Row Row => row;

        public void Forget() => observed.Clear();

        public void Take(double value, bool isObserved, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!isObserved)
            {
                Add(value);
                return;
            }

            var label = "";
            foreach (var tag in tags)
                label = tag.Key == row.Tag ? tag.Value as string ?? "" : label;
            observed.AddOrUpdate(label, static (_, more) => more, static (_, sum, more) => sum + more, value);
        }

        public void Write(Exposition to)
        {
            to.Begin(row.Family);
            if (row.Tag is null)
            {
                to.Sample("", Volatile.Read(ref added) + observed.Values.Sum());
                return;
            }

            // What is not in the closed set would be a series that nobody counted on.
            var label = row.Family.Labels[0];
            foreach (var (value, amount) in observed.Where(one => label.Values!.Contains(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal))
                to.Sample(Exposition.Labels((label.Name, value)), amount);
        }

        void Add(double value)
        {
            double before;
            do
                before = Volatile.Read(ref added);
            while (Interlocked.CompareExchange(ref added, before + value, before) != before);
        }
    }
}
