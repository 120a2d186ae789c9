namespace Holdfast.Lifecycle.Runs;

/// <summary>Gives everything that has a run state its verbs and questions.</summary>
public static class RunStateForwarding
{
    extension(IHasRunState owner)
    {
        /// <inheritdoc cref="RunState.IsCancelled"/>
        public bool IsCancelled => owner.RunState.IsCancelled;

        /// <inheritdoc cref="RunState.IsRunning"/>
        public bool IsRunning => owner.RunState.IsRunning;

        /// <inheritdoc cref="RunState.IsPaused"/>
        public bool IsPaused => owner.RunState.IsPaused;

        /// <inheritdoc cref="RunState.IsStopping"/>
        public bool IsStopping => owner.RunState.IsStopping;

        /// <inheritdoc cref="RunState.IsStopped"/>
        public bool IsStopped => owner.RunState.IsStopped;

        /// <inheritdoc cref="RunState.Start"/>
        public void Start(StartRule rule = StartRule.MustNotRun) => owner.RunState.Start(rule);

        /// <inheritdoc cref="RunState.Stop"/>
        public void Stop() => owner.RunState.Stop();

        /// <inheritdoc cref="RunState.Cancel"/>
        public void Cancel() => owner.RunState.Cancel();

        /// <inheritdoc cref="RunState.Pause"/>
        public void Pause() => owner.RunState.Pause();

        /// <inheritdoc cref="RunState.Resume"/>
        public void Resume() => owner.RunState.Resume();

        /// <inheritdoc cref="RunState.ThrowIfCancelled()"/>
        public void ThrowIfCancelled() => owner.RunState.ThrowIfCancelled();
    }
}
