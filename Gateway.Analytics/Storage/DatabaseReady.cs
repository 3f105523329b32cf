namespace Gateway.Analytics.Storage;

/// <summary>Completes once the database of events has answered and its schema is of this version. Loops that need it wait for it.</summary>
public sealed class DatabaseReady
{
    readonly TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => source.Task;

    public bool IsReady => source.Task.IsCompletedSuccessfully;

    public void Set() => source.TrySetResult();
}
