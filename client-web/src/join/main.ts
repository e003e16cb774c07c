const root = document.querySelector("#join");
if (root !== null) root.textContent = "Tributary";
