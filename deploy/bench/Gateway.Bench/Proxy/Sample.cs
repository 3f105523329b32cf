namespace Gateway.Bench.Proxy;

/// <summary>One run of a loader against one proxy.</summary>
/// <param name="Load">What the loader saw.</param>
/// <param name="Cpu">CPU time of the proxy's process, until everything it had to store was stored.</param>
/// <param name="DatabaseCpu">CPU time of the database server; zero for a proxy without one.</param>
sealed record Sample(LoadResult Load, TimeSpan Cpu, TimeSpan DatabaseCpu)
{
    public double CpuMicros => Cpu.TotalMicroseconds / Load.Requests;

    public double DatabaseCpuMicros => DatabaseCpu.TotalMicroseconds / Load.Requests;
}
