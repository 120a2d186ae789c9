using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using System.Text;

namespace Holdfast.Logs.File.Native;

/// <summary>Gives paths to system calls, in UTF-8 with a zero at the end.</summary>
/// <remarks>
/// Most are short ASCII, for which the framework's encoder is no quicker, and costs a program's start some
/// milliseconds.
/// </remarks>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(ToNative))]
internal static unsafe class PathMarshaller
{
    internal ref struct ToNative
    {
        private byte* _path;
        private bool _isAllocated;

        /// <summary>Room for a usual path; a longer one is allocated.</summary>
        public static int BufferSize => 256;

        /// <param name="path">The path.</param>
        /// <param name="buffer">On the stack, so that it stays where it is.</param>
        public void FromManaged(string path, Span<byte> buffer)
        {
            if (TryCopy(path, buffer))
            {
                _path = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer));
                return;
            }

            int length = Encoding.UTF8.GetByteCount(path);
            _path = (byte*)NativeMemory.Alloc((nuint)length + 1);
            _isAllocated = true;
            Encoding.UTF8.GetBytes(path, new Span<byte>(_path, length));
            _path[length] = 0;
        }

        public readonly byte* ToUnmanaged() => _path;

        public readonly void Free()
        {
            if (_isAllocated) NativeMemory.Free(_path);
        }

        private static bool TryCopy(string path, Span<byte> buffer)
        {
            if (path.Length >= buffer.Length) return false;

            for (int index = 0; index < path.Length; index++)
            {
                if (path[index] > 0x7F) return false;

                buffer[index] = (byte)path[index];
            }

            buffer[path.Length] = 0;
            return true;
        }
    }
}
