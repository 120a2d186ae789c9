namespace Holdfast.Lifecycle.Resources;

/// <summary>Waiting for a thread that may be one's own.</summary>
public static class ThreadJoining
{
    /// <summary>
    /// Waits until a thread ends, unless it is the calling one; for shut-downs, which run wherever the last user is.
    /// </summary>
    /// <returns>False when it is the calling thread, which was not waited for.</returns>
    public static bool JoinIfOther(this Thread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        if (thread == Thread.CurrentThread) return false;
        thread.Join();
        return true;
    }
}
