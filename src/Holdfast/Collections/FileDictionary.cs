using Holdfast.Errors;

namespace Holdfast.Collections;

/// <summary>A dictionary in a JSON file of its own, which any number of processes share.</summary>
internal sealed class FileDictionary(string path, TimeSpan timeout) : DictionaryStore
{
    private readonly DictionaryFile _file = new(path);

    /// <inheritdoc/>
    public override Value Read() => _file.Read();

    /// <inheritdoc/>
    public override TResult Change<TResult>(Func<DictionaryEdit, TResult> change)
    {
        while (true)
        {
            using FileLease? lease = FileLease.Take(_file.Path, timeout);
            ValueEdit edit = new(lease is null ? Value.EmptyObject : _file.Read());
            TResult result = change(edit);
            if (!edit.IsChanged || _file.TryWrite(lease, edit.Members)) return result;
        }
    }

    /// <inheritdoc/>
    public override IDisposable Watch(Action<Value, Value> changed, Action<IDisposable> lost) =>
        new FileWatch(_file, changed);

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();
}
